"""What a child asks a person, in the words of its `# CẦN XEM:` comments.

Not translated: they stand in the user's file, and the same parent gives the same file everywhere.
"""

from __future__ import annotations

NUMBER = "Kế hoạch cấp trên chưa có số, ngày: điền khi phát hành."
OPEN = "Kế hoạch cấp trên ghi “{why}”, không kể tên: có phải việc của đơn vị không? Không thì bỏ."
OPEN_PART = "Phần này của kế hoạch cấp trên giao cho “{why}”: có phải việc của đơn vị không?"
SHARED = (
    "Kế hoạch cấp trên giao cho “{whose}”, có nhắc “{why}” cùng làm: viết thành việc của đơn vị."
)
LEFT = "Còn lời của cấp trên: “{names}”; viết lại cho đơn vị."
SCHOOLS = "Còn tên đơn vị khác: “{names}”; sửa hoặc bỏ."
INDICATORS = "Chỉ tiêu chép của cấp trên: điền số của đơn vị, bỏ chỉ tiêu không phải của đơn vị."
APPENDIX = "Phụ lục này chép của cấp trên: sửa theo đơn vị, không dùng thì bỏ."
ALSO_ADVICE = "Câu này có lời dặn người lập kế hoạch: bỏ phần đã làm."
NOBODY = "Kế hoạch cấp trên không ghi đơn vị nào làm việc này: có phải việc của đơn vị không?"
CUT = "Kế hoạch cấp trên viết “{text}”; đã bỏ phần việc của cấp trên: đọc lại."
OUTSIDE = "“{name}” không có trong hồ sơ của cấp trên, giữ nguyên: đơn vị có phối hợp không?"
ADVICE = "Kế hoạch cấp trên dặn, không chép vào đây: {text}"
MENTIONED = "Kế hoạch cấp trên nhắc đến đơn vị ở việc của “{whose}”: {text}"
NO_DAY = "Việc báo cáo này không ghi ngày: đặt hạn trong đơn vị."
OWN_REPORT = "Báo cáo theo cấp trên quản lý trực tiếp; kế hoạch cấp trên viết: {text}"
NO_DUTIES = "Kế hoạch cấp trên không có phần giao việc cho đơn vị: tự viết mục tổ chức thực hiện."
