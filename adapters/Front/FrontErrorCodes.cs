namespace Hub.Adapters.Front;

/// <summary>One error of front machines.</summary>
/// <param name="Code">Unique in the system, <c>FRT-</c> and four digits.</param>
/// <param name="RetryHelps">True when the same bytes may pass later.</param>
/// <param name="Rule">The rule, in Chinese and English.</param>
/// <param name="Fix">What the institution does about it.</param>
public sealed record FrontError(string Code, bool RetryHelps, string Rule, string Fix);

/// <summary>Every error, in the order in which a file, its records and their fields meet the checks.</summary>
public static class FrontErrorCodes
{
    // 10xx: the file
    public static readonly FrontError FileTooLarge = new("FRT-1001", false, "文件超过上限 a file has a limited size", "拆分文件 split the file");
    public static readonly FrontError ControlMalformed =
        new("FRT-1002", false, "控制文件格式错误 a control file is HUB-FRONT 1 and its five lines", "重新生成控制文件 write the control file anew");
    public static readonly FrontError NotProven =
        new("FRT-1003", false, "文件未通过验签 the control file proves the sender and states the file's digest", "用登记的密钥签名 sign with the registered key");
    public static readonly FrontError ArchiveUnreadable =
        new("FRT-1101", false, "压缩包无法读取 the archive cannot be read as ZIP", "重新压缩 pack it anew");
    public static readonly FrontError ArchiveEntries =
        new("FRT-1102", false, "压缩包须只含一个TXT文件 an archive holds exactly one file", "每包一个文件 pack one file each");
    public static readonly FrontError ArchiveName =
        new("FRT-1103", false, "压缩包内文件名不合规 the entry's name is plain letters, digits, . _ - and ends with .txt", "改名 rename the entry");
    public static readonly FrontError ArchiveTooLarge =
        new("FRT-1104", false, "解压后超过上限 the unpacked file is larger than allowed", "拆分文件 split the file");

    // 12xx: the table
    public static readonly FrontError FileEmpty =
        new("FRT-1201", false, "文件须有表头和数据行 a file has a header row and rows", "检查导出 check the export");
    public static readonly FrontError HeaderEncoding =
        new("FRT-1202", false, "表头编码不符 the header is not in the agreed encoding", "按约定编码导出 export in the agreed encoding");
    public static readonly FrontError Utf8Bytes =
        new("FRT-1203", false, "文件为UTF-8而非约定的GB18030 the file is UTF-8 where GB18030 was agreed", "按约定编码导出 export as GB18030");
    public static readonly FrontError ColumnUnknown =
        new("FRT-1204", false, "未知列名 the header names only columns of the layout", "核对列名 check the column's name");
    public static readonly FrontError ColumnTwice = new("FRT-1205", false, "列名重复 a column is named once", "删除重复列 remove one of them");
    public static readonly FrontError ColumnMissing = new("FRT-1206", false, "缺少必需列 a required column is missing", "补充该列 add the column");
    public static readonly FrontError EndMissing =
        new("FRT-1207", false, "无控制文件时末行须为#END和行数 without a control file the last row is #END and the number of rows",
            "补充末行 write the last row");
    public static readonly FrontError EndCount =
        new("FRT-1208", false, "#END行数与实际不符 #END states the number of rows before it", "重新导出整个文件 export the whole file again");
    public static readonly FrontError LastLineCut =
        new("FRT-1209", false, "末行不完整 the last row ends with a line feed", "重新导出整个文件 export the whole file again");
    public static readonly FrontError TooManyRecords = new("FRT-1210", false, "记录数超限 a file has a limited number of records", "拆分文件 split the file");

    // 13xx: one record
    public static readonly FrontError RowCells =
        new("FRT-1301", false, "列数与表头不符 a row has as many cells as the header", "检查该行 check the row");
    public static readonly FrontError RowTooLong = new("FRT-1302", false, "行过长 a row has a limited length", "检查该行 check the row");
    public static readonly FrontError TooManyRows = new("FRT-1303", false, "费用行过多 a record has a limited number of rows", "拆分 split the visit");
    public static readonly FrontError MessageIdMissing =
        new("FRT-1304", false, "缺少msgid或超长 msgid is 1 to 60 letters, digits and . _ : -", "补填msgid fill in msgid");
    public static readonly FrontError HeadDiffers =
        new("FRT-1305", false, "同一msgid各行的单据字段须一致 rows of one msgid agree in all fields of the visit", "检查分组 check the grouping");
    public static readonly FrontError CellEncoding = new("FRT-1306", false, "编码不符 is not in the agreed encoding", "按约定编码导出 export in the agreed encoding");
    public static readonly FrontError ControlCharacter = new("FRT-1307", false, "含控制字符 holds a control character", "删除控制字符 remove it");
    public static readonly FrontError Missing = new("FRT-1308", false, "必填 is required", "补填 fill it in");
    public static readonly FrontError TooLong = new("FRT-1309", false, "超长 is too long", "缩短 shorten it");
    public static readonly FrontError Kind = new("FRT-1310", false, "格式错误 is not written as its column says", "核对格式 see the layout");
    public static readonly FrontError OtherInstitution =
        new("FRT-1311", false, "机构编号与文件夹不符 names another institution than the folder's", "核对机构编号 check the code");

    // 20xx: identity and outcome
    public static readonly FrontError Conflict =
        new("FRT-2001", false, "同一msgid内容不同 a msgid belongs to one content for ever", "内容更改须换新msgid give the new content a new msgid");
    public static readonly FrontError Pending =
        new("FRT-2002", true, "结果待定,勿重复结算 the outcome is not known yet", "等待结果文件更新 wait for the result; do not settle anew");
    public static readonly FrontError Busy = new("FRT-9001", true, "暂不受理 the hub takes nothing at the moment", "稍后自动重试 it is tried again by itself");
}
