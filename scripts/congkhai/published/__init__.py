"""The finished site, read back from its folder: nothing is missing, cut short or made by anything else."""
