/**
 * Puts papers in order and says why. Pure: no clock, no database, no framework, so that any past day can be ranked again.
 */
package dev.paperboy.ranking;
