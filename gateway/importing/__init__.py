"""Many documents at once: unpacked, read, matched, confirmed by a clerk, then filed or told on one page."""
