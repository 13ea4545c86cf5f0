namespace Hub.Certs.Doctor;

/// <summary>Every mistake that <see cref="KeyDoctor"/> and <see cref="CiphertextDoctor"/> can name.</summary>
public static class KeyMistakes
{
    public static readonly Mistake Compressed = new(
        "KEY-101", "公钥是压缩点(02/03,33字节)", "the public key is a compressed point (02 or 03, 33 bytes)", "提供非压缩公钥04‖x‖y",
        "give the uncompressed point 04 ‖ x ‖ y");

    public static readonly Mistake PrefixMissing = new(
        "KEY-102", "公钥缺少04前缀(64字节)", "the public key lacks the prefix 04 (64 bytes)", "加上04前缀(登记时也接受64字节)",
        "put 04 in front (the registry takes 64 bytes too)");

    public static readonly Mistake PrivateKey = new(
        "KEY-103", "这是私钥,不得外传", "this is a private key and must not be sent", "立即更换密钥对,只提供公钥",
        "replace the key pair at once, give the public half only");

    public static readonly Mistake CoordinatesExchanged = new(
        "KEY-104", "公钥x与y颠倒或字节序颠倒", "x and y, or the order of their bytes, are exchanged", "按x‖y大端输出", "write x ‖ y, big endian");

    public static readonly Mistake OtherCurve = new(
        "KEY-105", "公钥在P-256曲线上,不是SM2曲线", "the point lies on P-256, not on the SM2 curve", "用sm2p256v1生成密钥", "make the key on sm2p256v1");

    public static readonly Mistake OffCurve = new(
        "KEY-106", "公钥不在曲线上(截断或抄错)", "the point is on no curve of ours (cut or mistyped)", "重新提供公钥并核对指纹",
        "send it again and compare the fingerprint");

    public static readonly Mistake CipherOrder = new(
        "ENC-101", "密文排列为C1C2C3,约定为C1C3C2", "the ciphertext is C1C2C3, C1C3C2 was agreed", "使用C1C3C2(sm-crypto: cipherMode 1)",
        "use C1C3C2 (sm-crypto: cipherMode 1)");

    public static readonly Mistake CipherOrderTurned = new(
        "ENC-102", "密文排列为C1C3C2,约定为C1C2C3", "the ciphertext is C1C3C2, C1C2C3 was agreed", "使用C1C2C3(sm-crypto: cipherMode 0)",
        "use C1C2C3 (sm-crypto: cipherMode 0)");

    public static readonly Mistake CipherAsn1 = new(
        "ENC-103", "密文为ASN.1 DER,约定为字节拼接", "the ciphertext is ASN.1 DER, joined bytes were agreed", "按约定拼接C1、C3、C2",
        "join C1, C3 and C2 as agreed");

    public static readonly Mistake CipherJoined = new(
        "ENC-104", "密文为字节拼接,约定为ASN.1 DER", "the ciphertext is joined bytes, ASN.1 DER was agreed", "按GM/T 0009输出DER",
        "write the DER of GM/T 0009");

    public static readonly Mistake CipherPrefixMissing = new(
        "ENC-105", "密文C1缺少04前缀(sm-crypto输出)", "C1 lacks the prefix 04 (as sm-crypto writes it)", "在密文前加04", "put 04 in front");

    /// <summary>All of them in the order of their codes.</summary>
    public static IReadOnlyList<Mistake> All { get; } = MistakeLists.Of(typeof(KeyMistakes));
}
