/** Version of what the widgets and the kernel say to each other; a page that meets another one says so. */
export const PROTOCOL_VERSION = 1;
