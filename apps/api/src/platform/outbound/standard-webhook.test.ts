import { webhookHeaders, webhookSecretOf } from './standard-webhook';

// The example of the Standard Webhooks specification.
const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const ID = 'msg_p5jXN8AQM9LWM0D4loKWxJek';
const AT = 1_614_265_330_000;
const BODY = '{"test": 2432232314}';

test('signs as the specification says', () => {
  expect(webhookHeaders([SECRET], ID, BODY, AT)).toEqual({
    'webhook-id': ID,
    'webhook-timestamp': '1614265330',
    'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  });
});

test('while a secret is renewed, both sign', () => {
  const other = webhookSecretOf(Buffer.alloc(32, 7));
  const both = webhookHeaders([SECRET, other], ID, BODY, AT)['webhook-signature']?.split(' ');
  expect(both).toHaveLength(2);
  expect(both?.[0]).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
  expect(both?.[1]).not.toBe(both?.[0]);
});
