/**
 * The words every room speaks: addresses, the newsletter's settings, links and their signatures, the clock.
 * It knows no reader, no paper and no mail, and nothing here reads or writes the database or the network.
 */
package dev.paperboy.kernel;
