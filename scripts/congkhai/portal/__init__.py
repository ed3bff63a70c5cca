"""Records in, one related whole out: references both ways, timelines, and what is missing."""
