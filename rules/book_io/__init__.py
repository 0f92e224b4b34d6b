"""Rule files in, handbook out: loading, binding, a county's overlay, examples, effects of a change."""
