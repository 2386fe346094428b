/**
 * The newsroom: operators sign in, see issues, deliveries, sources and readers, and decide. It keeps nothing but
 * operators and their sessions; every page but the sign-in lies behind {@code ConsoleGuard}.
 */
package dev.paperboy.console;
