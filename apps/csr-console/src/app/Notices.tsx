import '@mantine/notifications/styles.layer.css';
import { Notifications } from '@mantine/notifications';

/** Where short messages show that belong to no place on the page. */
export const Notices = () => <Notifications position="bottom-center" autoClose={5000} limit={3} />;
