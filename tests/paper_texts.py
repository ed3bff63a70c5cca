"""Papers of the made-up ward as text: a plan, a notice, a conclusion, one with petitions, and one of no kind that we know."""

HEAD = """ỦY BAN NHÂN DÂN
PHƯỜNG THỬ NGHIỆM
Số: {number}
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Thử Nghiệm, ngày {date}
"""
END = """Nơi nhận:
- Tổ dân phố 1;
- Lưu: VT.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Trần Văn Mẫu
"""
PLAN = (
    HEAD.format(number="40/KH-UBND", date="05 tháng 11 năm 2026")
    + """KẾ HOẠCH
Tổ chức đối thoại trực tiếp với Nhân dân năm 2027
Ủy ban nhân dân phường Thử Nghiệm ban hành kế hoạch như sau:
1. Thời gian: Quý I/2027, tại hội trường UBND phường.
2. Ghi chú: chữ *đậm*, <b>thẻ</b>, a_b, [x](y) và #1 phải giữ nguyên.
"""
    + END
)
NOTICE = (
    HEAD.format(number="145/TB-UBND", date="02 tháng 11 năm 2026")
    + """THÔNG BÁO
Tổ chức đối thoại với Nhân dân quý IV năm 2026
Ủy ban nhân dân phường Thử Nghiệm thông báo như sau:
1. Thời gian: 08 giờ 00 phút, ngày 15 tháng 12 năm 2026 (thứ Ba).
2. Địa điểm: Hội trường UBND phường.
"""
    + END
)
CONCLUSION = (
    HEAD.format(number="90/TB-UBND", date="12 tháng 10 năm 2026")
    + """THÔNG BÁO
Kết luận của Chủ tịch UBND phường tại buổi đối thoại
Ngày 06/10/2026, Chủ tịch UBND phường đối thoại với Nhân dân, 80 người tham dự. Chủ tịch UBND phường kết luận:
1. Giao Sở Xây dựng xem xét trước ngày 20/11/2026.
"""
    + END
)
ASKED = CONCLUSION.replace(
    "Chủ tịch UBND phường kết luận:\n1. Giao",
    """Nội dung cụ thể như sau.
I. Ý KIẾN, KIẾN NGHỊ
1. Nhân dân Tổ dân phố 1 đề nghị sửa đường ngõ.
Trả lời tại hội nghị: Việc này thuộc thẩm quyền của phường, sẽ làm trong quý I năm 2027.
2. Đề nghị nâng cấp cầu.
Đơn vị giải quyết: Sở Xây dựng
Thời hạn: 30/11/2026
II. KẾT LUẬN
1. Giao""",
)
REPORT = PLAN.replace("KẾ HOẠCH", "BÁO CÁO").replace("KH-UBND", "BC-UBND")
