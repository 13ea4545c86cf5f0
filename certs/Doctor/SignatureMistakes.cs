namespace Hub.Certs.Doctor;

/// <summary>Every mistake that <see cref="SignatureDoctor"/> can name. docs/signature-doctor.md is made from this list.</summary>
public static class SignatureMistakes
{
    // Writing of the signature.
    public static readonly Mistake HexForBase64 = new(
        "SIG-101", "签名值是十六进制,约定为Base64", "the signature is hex, Base64 was agreed", "将签名字节按Base64编码",
        "write the signature bytes as Base64");

    public static readonly Mistake Base64ForHex = new(
        "SIG-102", "签名值是Base64,约定为十六进制", "the signature is Base64, hex was agreed", "将签名字节按十六进制编码", "write the signature bytes as hex");

    public static readonly Mistake Base64Url = new(
        "SIG-103", "签名值是Base64URL(-和_),约定为标准Base64", "the signature is Base64url (- and _), plain Base64 was agreed",
        "使用标准Base64字母表(+和/)", "use the plain alphabet (+ and /)");

    public static readonly Mistake TextSpaces = new(
        "SIG-104", "签名值中有空格或换行", "the signature's text holds spaces or line breaks", "编码时不分行,去除首尾空白",
        "encode without line breaks, trim both ends");

    public static readonly Mistake HexInBase64 = new(
        "SIG-105", "先转十六进制文本,再对文本做了Base64", "Base64 of the hex text instead of the bytes", "直接对签名字节做Base64",
        "apply Base64 to the signature bytes themselves");

    public static readonly Mistake PlusLost = new(
        "SIG-106", "Base64中的+变成了空格(表单解码)", "the + of Base64 became a space (form decoding)", "不要对请求体做URL解码,或先编码为%2B",
        "do not form-decode the text, or send it as %2B");

    public static readonly Mistake PaddingLost = new(
        "SIG-107", "Base64末尾缺少=", "the = at the end of the Base64 are missing", "保留填充符=", "keep the padding");

    public static readonly Mistake PercentEncoded = new(
        "SIG-108", "签名值被URL编码(%2B、%2F、%3D)", "the signature is percent-encoded (%2B, %2F, %3D)", "JSON和报文头中不要做URL编码",
        "do not URL-encode inside JSON or headers");

    public static readonly Mistake HexPrefix = new(
        "SIG-109", "十六进制签名值带0x前缀或分隔符", "the hex has a prefix 0x or separators", "只写十六进制数字", "write hex digits only");

    public static readonly Mistake DoubleBase64 = new(
        "SIG-110", "签名值做了两次Base64", "Base64 was applied twice", "只编码一次", "encode once");

    // The two numbers.
    public static readonly Mistake RawForDer = new(
        "SIG-201", "签名是r‖s 64字节,约定为DER", "the signature is raw r‖s of 64 bytes, DER was agreed", "输出ASN.1 DER,或请在登记中改为raw",
        "write ASN.1 DER, or ask for raw in the registry");

    public static readonly Mistake DerForRaw = new(
        "SIG-202", "签名是DER,约定为r‖s 64字节", "the signature is DER, raw r‖s of 64 bytes was agreed", "取出r和s,各补足32字节后拼接",
        "take r and s out, pad each to 32 bytes, join them");

    public static readonly Mistake DerNotExact = new(
        "SIG-203", "DER不规范:整数缺少或多出00、长度写法错误或末尾有多余字节",
        "the DER is not exact: an integer lacks or has a needless 00, a length is in another form, or bytes follow",
        "整数最高位为1时前补一个00,否则不补,长度用最短形式", "one 00 before an integer whose first bit is set, none otherwise; shortest lengths");

    public static readonly Mistake ZerosLost = new(
        "SIG-204", "r或s前导零丢失,长度不足", "leading zeros of r or s are lost, so it is too short", "r和s各左补零至32字节",
        "pad r and s on the left to 32 bytes each");

    public static readonly Mistake BytesReversed = new(
        "SIG-205", "r和s为小端字节序", "the bytes of r and s are in little-endian order", "按大端输出r和s", "write r and s big endian");

    public static readonly Mistake HalvesSwapped = new(
        "SIG-206", "r和s顺序颠倒(s‖r)", "r and s are exchanged (s‖r)", "先r后s", "write r first");

    public static readonly Mistake HalvesPadded = new(
        "SIG-207", "r‖s前有多余字节(04、00,或各33字节)", "r‖s has needless bytes (04 or 00 in front, or 33 bytes each)", "去除多余前导字节,保持64字节",
        "remove them: 64 bytes exactly");

    // The key.
    public static readonly Mistake OtherKey = new(
        "SIG-301", "用了贵方另一把已登记的密钥,与报文所指密钥号不符", "another registered key of yours signed, not the one named", "更正密钥号或换用对应私钥",
        "name the key that signs");

    public static readonly Mistake KeyExpired = new(
        "SIG-302", "签名密钥已过有效期", "the key that signed has expired", "改用新密钥,或登记后继密钥", "sign with the next key, or register one");

    public static readonly Mistake KeyNotYetValid = new(
        "SIG-303", "签名密钥尚未生效", "the key that signed is not valid yet", "生效前使用旧密钥", "sign with the old key until then");

    public static readonly Mistake KeyRevoked = new(
        "SIG-304", "签名密钥已注销", "the key that signed is revoked", "立即停用该密钥并查明来源", "stop using it and find out who does");

    // The SM2 user id.
    public static readonly Mistake UserIdEmpty = new(
        "SIG-401", "SM2用户标识为空(OpenSSL默认)", "the SM2 user id was empty (OpenSSL's own default)", "显式设置约定的用户标识(openssl: distid)",
        "set the agreed id explicitly (openssl: distid)");

    public static readonly Mistake UserIdCustomary = new(
        "SIG-402", "SM2用户标识用了通用值1234567812345678,约定为其他值", "the customary SM2 user id 1234567812345678 was used, another is agreed",
        "设置约定的用户标识", "set the agreed id");

    public static readonly Mistake UserIdInstitution = new(
        "SIG-403", "SM2用户标识用了机构编码或密钥号,约定为其他值", "the institution's code or the key id was used as SM2 user id", "设置约定的用户标识",
        "set the agreed id");

    public static readonly Mistake UserIdAsHex = new(
        "SIG-404", "SM2用户标识的文本与十六进制混用", "the SM2 user id was taken as hex where it is text, or the reverse", "按ASCII文本的字节传入",
        "pass the bytes of the ASCII text");

    public static readonly Mistake UserIdLength = new(
        "SIG-405", "计算ZA时用户标识长度单位错误(应为比特数)", "the length of the user id inside ZA is not in bits", "ENTL为比特长度(16字节写0080)",
        "ENTL counts bits (0080 for 16 bytes)");

    public static readonly Mistake ZaMissing = new(
        "SIG-406", "摘要未包含ZA,直接用了SM3(M)", "the digest lacks ZA: SM3(M) alone was signed", "e=SM3(ZA‖M);开启库的hash/ZA选项",
        "e = SM3(ZA‖M): switch the library's hash or ZA option on");

    // Digest and formula.
    public static readonly Mistake HashSigned = new(
        "SIG-501", "对报文摘要(字节)又做了签名,应对报文本身签名", "the bytes of a hash of the message were signed as if they were the message",
        "把报文原文交给签名函数", "give the message itself to the signing call");

    public static readonly Mistake HashTextSigned = new(
        "SIG-502", "对摘要的文本(小写十六进制或Base64)签名", "the text of a hash (lower-case hex or Base64) was signed", "把报文原文交给签名函数",
        "give the message itself to the signing call");

    public static readonly Mistake HashUpperSigned = new(
        "SIG-503", "对摘要的大写十六进制文本签名", "the upper-case hex text of a hash was signed", "把报文原文交给签名函数",
        "give the message itself to the signing call");

    public static readonly Mistake MessageAsDigest = new(
        "SIG-504", "把报文当作摘要直接签名,未做杂凑", "the message itself was taken as the digest, nothing was hashed",
        "开启杂凑(sm-crypto: hash:true;openssl: -rawin)", "let the library hash (sm-crypto hash:true; openssl -rawin)");

    public static readonly Mistake WrongDigest = new(
        "SIG-505", "摘要算法不符", "another digest algorithm was used", "SM2配SM3,RSA和ECDSA配SHA-256", "SM3 with SM2, SHA-256 with RSA and ECDSA");

    public static readonly Mistake EcdsaFormula = new(
        "SIG-506", "在SM2曲线上用了ECDSA公式", "the ECDSA formula was used on the SM2 curve", "使用SM2签名算法(SM3withSM2)",
        "use the SM2 algorithm (SM3withSM2)");

    public static readonly Mistake OtherPadding = new(
        "SIG-507", "RSA填充方式不符(PKCS#1与PSS)", "the other RSA padding was used (PKCS#1 or PSS)", "使用约定的填充", "use the agreed padding");

    public static readonly Mistake SaltLength = new(
        "SIG-508", "PSS盐长不是32字节", "the PSS salt is not 32 bytes long", "盐长设为32", "set the salt length to 32");

    public static readonly Mistake DigestInfoMissing = new(
        "SIG-509", "PKCS#1签名缺少DigestInfo", "the PKCS#1 signature lacks the DigestInfo", "使用SHA256withRSA,而非直接加密摘要",
        "use SHA256withRSA instead of encrypting the hash");

    public static readonly Mistake DigestTwice = new(
        "SIG-510", "摘要被重复计算", "the digest was hashed once more", "摘要只算一次", "hash once");

    // What was signed.
    public static readonly Mistake OtherCoverage = new(
        "SIG-601", "签名覆盖的不是约定的部分", "another part of the message was signed than agreed", "按登记的签名范围签名", "sign what the profile says");

    public static readonly Mistake NewlineAdded = new(
        "SIG-602", "签名时末尾多了换行", "a line break at the end was signed but not sent", "签名与发送使用同一份字节", "sign and send the same bytes");

    public static readonly Mistake NewlineLeftOut = new(
        "SIG-603", "发送的报文末尾有换行或空白,签名时没有", "line break or space at the ends was sent but not signed", "签名与发送使用同一份字节",
        "sign and send the same bytes");

    public static readonly Mistake LineEnds = new(
        "SIG-604", "换行符不同(CRLF与LF)", "other line ends were signed (CRLF or LF)", "签名后不要转换换行", "do not convert line ends after signing");

    public static readonly Mistake ByteOrderMark = new(
        "SIG-605", "BOM(EF BB BF)只在签名或只在报文中", "a byte order mark was signed or sent, not both", "UTF-8不带BOM", "write UTF-8 without BOM");

    public static readonly Mistake JsonSpaces = new(
        "SIG-606", "JSON空白不同:签名前后格式化不一致", "the JSON was formatted otherwise when it was signed", "序列化一次,签名并发送同一份字节",
        "serialise once, sign and send those bytes");

    public static readonly Mistake JsonSorted = new(
        "SIG-607", "签名的JSON键已排序,发送的未排序", "the JSON was signed with its keys sorted", "序列化一次,签名并发送同一份字节",
        "serialise once, sign and send those bytes");

    public static readonly Mistake JsonEscapes = new(
        "SIG-608", "JSON转义不同(\\uXXXX、\\/)", "the JSON was signed with other escapes (\\uXXXX, \\/)", "序列化一次,签名并发送同一份字节",
        "serialise once, sign and send those bytes");

    public static readonly Mistake Unsorted = new(
        "SIG-609", "参数未排序,按发送顺序签名", "the parameters were signed in the order sent, not sorted", "按键名ASCII升序排列",
        "sort by name, ASCII ascending");

    public static readonly Mistake SortedOtherwise = new(
        "SIG-610", "参数排序时忽略了大小写或用了倒序", "the parameters were sorted without case or descending", "按键名ASCII升序排列",
        "sort by name, ASCII ascending");

    public static readonly Mistake EmptyLeftOut = new(
        "SIG-611", "空值参数未参与签名", "parameters without a value were left out", "空值也以k=参与签名", "keep them as k=");

    public static readonly Mistake ValuesEncoded = new(
        "SIG-612", "参数值做了URL编码后签名", "the values were percent-encoded before signing", "对原值签名", "sign the plain values");

    public static readonly Mistake PairsJoined = new(
        "SIG-613", "参数拼接方式不符(缺少&或=,或末尾多&)", "the parameters are joined otherwise (& or = missing, & at the end)", "k=v以&连接,末尾无&",
        "k=v joined by &, none at the end");

    public static readonly Mistake GbkSigned = new(
        "SIG-614", "按GBK或GB18030字节签名,报文为UTF-8", "the bytes of GBK or GB18030 were signed, the message is UTF-8",
        "取UTF-8字节签名(Java: getBytes(UTF_8))", "sign the UTF-8 bytes (Java: getBytes(UTF_8))");

    public static readonly Mistake Utf16Signed = new(
        "SIG-615", "按UTF-16字节签名", "the bytes of UTF-16 were signed", "取UTF-8字节签名(.NET: Encoding.UTF8)",
        "sign the UTF-8 bytes (.NET: Encoding.UTF8)");

    public static readonly Mistake QuestionMarks = new(
        "SIG-616", "签名时汉字已变成?(单字节编码)", "what was signed has '?' for Chinese characters (a one-byte encoding)", "取UTF-8字节签名",
        "sign the UTF-8 bytes");

    public static readonly Mistake HexTextSigned = new(
        "SIG-617", "对报文的十六进制文本签名", "the hex text of the message was signed", "传入字节而非十六进制文本", "pass bytes, not hex text");

    public static readonly Mistake Base64TextSigned = new(
        "SIG-618", "对报文的Base64文本签名", "the Base64 text of the message was signed", "对报文字节签名", "sign the message's bytes");

    public static readonly Mistake StringForm = new(
        "SIG-619", "签名对象带或不带JSON字符串引号/转义", "the text was signed with the quotes and escapes of a JSON string, or without",
        "按约定对原文签名", "sign the agreed form");

    /// <summary>All of them in the order of their codes.</summary>
    public static IReadOnlyList<Mistake> All { get; } = MistakeLists.Of(typeof(SignatureMistakes));
}
