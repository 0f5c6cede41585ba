/** How the site looks to customers. */
export const look = {
  title: 'Look',
  lead: 'What customers see of you: on the page that they join by, and in your mails.',
  logo: 'Logo',
  logoText: 'It stands beside the name of the organisation. PNG, JPEG or WebP; large ones are made smaller.',
  logoNow: 'The logo',
  logoChoose: 'Choose a picture',
  logoOther: 'Another picture',
  logoRemove: 'Remove',
  'logo.unreadable': 'This is no picture that can be read. Choose a PNG, JPEG or WebP.',
  'logo.tooLarge': 'This picture is too rich in detail for a logo. Choose a simpler one.',
  colour: 'Colour',
  colourText:
    'Buttons and links take its hue, as light or dark as it needs to be for everybody to read them. Red always means stop.',
  colourOurs: 'The colour of Relevo',
  colourPick: 'Pick a colour',
  colourWrong: 'Write a colour as # and six digits, for example #0f766e.',
  preview: 'What customers see',
  'preview.light': 'In light',
  'preview.dark': 'In the dark',
  saved: 'Saved. Customers see it when they open the page.',
} as const;
