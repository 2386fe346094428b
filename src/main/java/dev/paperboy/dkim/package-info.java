/**
 * Whose mail it is: DKIM signatures (RFC 6376, RFC 8463), and what has to stand in the DNS so that receivers believe them.
 *
 * <p>A mail is signed where it lies, in its buffer: the body is hashed in one pass, the fields are found in place, and the
 * finished signature is put in front. While no domain is set nothing is signed here, and signing is left to the relay.
 *
 * <p>This room never changes what a mail says, never keeps a key anywhere but in memory, never shows one in a log, and asks
 * the DNS only when an operator asks it to.
 */
package dev.paperboy.dkim;
