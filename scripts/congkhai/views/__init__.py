"""Portal in, pages out: plain finished values, in Vietnamese, that a template only has to place."""
