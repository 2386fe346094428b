/** The shell around every page: security headers, the check against forged forms, error pages. No room uses it. */
package dev.paperboy.web;
