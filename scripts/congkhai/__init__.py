"""Công khai: plans, meetings, conclusions and petitions of a Vietnamese ward, made public.

The program is a river: text → located values → records → portal → views → site.
`opening.open_portal` is all of it up to the portal.
"""

__version__ = "0.1.0"
