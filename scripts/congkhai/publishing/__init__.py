"""Publishing: a checked site beside the one that is served, what it shows entered in the register, then one switch."""
