namespace Hub.Certs.Doctor;

/// <summary>Every mistake that <see cref="TextDoctor"/> can name.</summary>
public static class TextMistakes
{
    public static readonly Mistake ByteOrderMark = new(
        "TXT-101", "文本以UTF-8 BOM(EF BB BF)开头", "the text starts with a UTF-8 byte order mark", "不写BOM", "write no BOM");

    public static readonly Mistake Utf16 = new(
        "TXT-102", "文本是UTF-16", "the text is UTF-16", "改用约定编码输出", "write the agreed encoding");

    public static readonly Mistake ZeroBytes = new(
        "TXT-103", "文本中有零字节(00)", "the text holds zero bytes", "字段用空格填充,不用00", "pad with spaces, not with zeros");

    public static readonly Mistake GbForUtf8 = new(
        "TXT-201", "文本是GBK/GB18030,约定为UTF-8", "the text is GBK or GB18030, UTF-8 was agreed", "按UTF-8输出", "write UTF-8");

    public static readonly Mistake Utf8ForGb = new(
        "TXT-202", "文本是UTF-8,约定为GBK/GB18030", "the text is UTF-8, GBK or GB18030 was agreed", "按约定编码输出", "write the agreed encoding");

    public static readonly Mistake FourBytesInGbk = new(
        "TXT-203", "约定GBK,文本含GB18030四字节字符", "GBK was agreed, the text holds a four-byte character of GB18030", "登记为GB18030",
        "register GB18030 for this partner");

    public static readonly Mistake ExchangedCodePoint = new(
        "TXT-204", "该字节在GBK与GB18030中不是同一字符或仅一方有定义", "these bytes are another character in GBK than in GB18030, or defined in one only",
        "登记实际使用的编码(GBK或GB18030)", "register the one that is really used");

    public static readonly Mistake PrivateUse = new(
        "TXT-205", "含用户自定义区(造字)字符", "the text holds a character of the private-use area", "改用GB18030-2022正式编码",
        "use its code of GB18030-2022");

    public static readonly Mistake OneByteText = new(
        "TXT-206", "文本是Latin-1/Windows-1252单字节编码", "the text is in a one-byte encoding (Latin-1, Windows-1252)", "按约定编码输出",
        "write the agreed encoding");

    public static readonly Mistake CutCharacter = new(
        "TXT-301", "多字节字符在末尾被截断", "a multi-byte character is cut off at the end", "按字符边界截断", "cut between characters");

    public static readonly Mistake CutInside = new(
        "TXT-302", "多字节字符在中间被截断(如定长字段边界)", "a multi-byte character is cut inside the text (a field's border)", "按字符边界截断字段",
        "cut fields between characters");

    public static readonly Mistake Replaced = new(
        "TXT-303", "含替换字符U+FFFD,原文已丢失", "the text holds U+FFFD: the characters were lost before", "用原始编码重新导出",
        "export again from the source");

    public static readonly Mistake Mojibake = new(
        "TXT-304", "乱码:UTF-8被当作GBK读取(如锟斤拷)", "UTF-8 was read as GBK (锟斤拷)", "读取时使用UTF-8", "read it as UTF-8");

    public static readonly Mistake MojibakeLatin = new(
        "TXT-305", "乱码:UTF-8或GBK被当作Latin-1读取", "UTF-8 or GBK was read as Latin-1", "读取时使用原编码", "read it in its own encoding");

    public static readonly Mistake QuestionMarks = new(
        "TXT-306", "汉字已变成问号", "Chinese characters became question marks", "检查数据库和导出的字符集", "check the character set of database and export");

    /// <summary>All of them in the order of their codes.</summary>
    public static IReadOnlyList<Mistake> All { get; } = MistakeLists.Of(typeof(TextMistakes));
}
