"""What records are told apart by, as addresses, lists, filters and search call it."""

KIND, YEAR, AREA, FIELD, STATE, BODY = "loai", "nam", "dia-ban", "linh-vuc", "trang-thai", "co-quan"
TERM = "thoi-han"
VERDICT = "so-cong-khai"
"""How a duty stands by the publication register."""
NO_YEAR = "khong-ro"
"""The value of what belongs to no year."""
