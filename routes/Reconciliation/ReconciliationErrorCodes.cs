using Hub.Canonical.Messages;

namespace Hub.Routes.Reconciliation;

/// <summary>Every error of reconciliation, in the order they are checked.</summary>
public static class ReconciliationErrorCodes
{
    public static readonly RouteError Period = new("REC-1001", Fault.Sender, false,
        "stmt_begndate is not after stmt_enddate and the period is limited (Reconciliation:PeriodDaysMax).", "Correct or split the period.",
        "对账起止日期有误或超过 {0} 天。 stmt_begndate to stmt_enddate must be a period of at most that many days.");

    public static readonly RouteError EmptyFile = new("REC-1002", Fault.Sender, false,
        "A file has content (9101).", "Send the ZIP file.", "文件为空。 The file is empty.");

    public static readonly RouteError FileTooLarge = new("REC-1003", Fault.Sender, false,
        "Files are limited (Reconciliation:FileSizeBytesMax).", "Split the period.",
        "文件超过 {0} 字节上限。 The file is too large.");

    public static readonly RouteError FileName = new("REC-1004", Fault.Sender, false,
        "filename is a plain name of at most 200 characters, without folders or control characters (9101).", "Rename the file.",
        "filename 不合法：不得含路径或控制字符，最长200。 filename must be a plain name of at most 200 characters.");

    public static readonly RouteError NoSuchFile = new("REC-1005", Fault.Sender, false,
        "file_qury_no is one that 9101 or 3202 gave to this institution.", "Upload the file again (9101).",
        "file_qury_no 不存在。 No such file_qury_no of this institution.");

    public static readonly RouteError Expired = new("REC-1006", Fault.Sender, false,
        "Files can be fetched until dld_endtime.", "Ask for the comparison again (3202).",
        "文件已过下载截止时间。 The file can no longer be fetched: repeat 9101/3202.");

    public static readonly RouteError Unreadable = new("REC-1007", Fault.Sender, false,
        "The uploaded file is a ZIP with one TAB-separated UTF-8 TXT of 7 columns (3202).", "Correct the line that is named.",
        "对账文件无法读取：{0} The uploaded file cannot be read.");

    public static readonly RouteError TooManyRows = new("REC-1008", Fault.Sender, false,
        "Rows of one comparison are limited (Reconciliation:RowsMax).", "Split the period.",
        "明细超过 {0} 行上限，请分段对账。 Too many rows: split the period.");

    /// <summary>All of them, for the catalogue in docs.</summary>
    public static IReadOnlyList<RouteError> All { get; } =
        [Period, EmptyFile, FileTooLarge, FileName, NoSuchFile, Expired, Unreadable, TooManyRows];
}
