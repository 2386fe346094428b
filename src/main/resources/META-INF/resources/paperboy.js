// Proposes the browser's time zone where a form has none yet: an empty field named "zone", or one marked data-guess.
(() => {
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    if (!zone) return;
    for (const field of document.querySelectorAll('select[name="zone"], input[name="zone"]')) {
        if (field.value !== '' && !('guess' in field.dataset)) continue;
        if (field instanceof HTMLSelectElement && ![...field.options].some((option) => option.value === zone)) {
            field.add(new Option(zone, zone));
        }
        field.value = zone;
    }
})();
