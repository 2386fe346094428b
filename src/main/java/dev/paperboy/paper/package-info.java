/**
 * The papers we know: one row a work, keyed by its canonical id, dated by the day it was listed, with the counts last seen.
 * It never fetches, ranks or renders.
 */
package dev.paperboy.paper;
