/**
 * Takes an issue from its hour to its last mail: has it assembled, fixes audience and choice, writes the ledger, and says when it is
 * done. It decides who gets which papers and when; it neither ranks, nor renders, nor speaks SMTP.
 */
package dev.paperboy.dispatch;
