using Hub.Certs.Signatures;

namespace Hub.Certs.Tests.Signatures;

/// <summary>The example of GB/T 32918.5 / GM/T 0003.5 and the older test curve of GM/T 0003.2 (nhsa.md B5).</summary>
internal static class Gb32918
{
    internal const string D = "3945208F7B2144B13F36E38AC6D39F95889393692860B51A42FB81EF4DF7C5B8";
    internal const string X = "09F9DF311E5421A150DD7D161E4BC5C672179FAD1833FC076BB08FF356F35020";
    internal const string Y = "CCEA490CE26775A52DC6EA718CC1AA600AED05FBF35E084A6632F6072DA9AD13";
    internal const string K = "59276E27D506861A16680F3AD9C02DCCEF3CC1FA3CDBE4CE6D54B80DEAC1BC21";
    internal const string R = "F5A03B0648D2C4630EEAC513E1BB81A15944DA3827D5B74143AC7EACEEE720B3";
    internal const string S = "B1B6AA29DF212FD8763182BC0D421CA1BB9038FD1F7F42D4840B69C485BBC1AA";
    internal const string Za = "B2E14C5C79C6DF5B85F4FE7ED8DB7A262B9DA7E07CCB0EA9F4747B8CCDA8A4F3";
    internal const string E = "F0B43E94BA45ACCAACE692ED534382EB17E6AB5A19CE7B31F4486FDFC0D28640";
    internal const string N = "FFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54123";
    internal const string P = "FFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF00000000FFFFFFFFFFFFFFFF";

    internal static Sm2Domain OlderCurve { get; } = Sm2Domain.Create(
        "8542D69E4C044F18E8B92435BF6FF7DE457283915C45517D722EDB8B08F1DFC3",
        "787968B4FA32C3FD2417842E73BBFEFF2F3C848B6831D7E0EC65228B3937E498",
        "63E4C6D3B23B0C849CF84241484BFE48F61D59A5B16BA06E6E12D1DA27C5249A",
        "421DEBD61B62EAB6746434EBC3CC315E32220B3BADD50BDC4C4E6C147FEDD43D",
        "0680512BCBB42C07D47349D2153B70C4E5D7FDFCBFA36EA1A85841B9E46E09A2",
        "8542D69E4C044F18E8B92435BF6FF7DD297720630485628D5AE74EE7C32E79B7");

    internal static VerificationKey Key(SignatureEncoding encoding = SignatureEncoding.Raw, string userId = KeyDescription.CustomarySm2UserId) =>
        VerificationKey.Parse("04" + X + Y, Description(encoding, userId));

    internal static SigningKey SigningKey(SignatureEncoding encoding = SignatureEncoding.Raw, string userId = KeyDescription.CustomarySm2UserId) =>
        Certs.Signatures.SigningKey.FromSm2Scalar(D.Hex(), Description(encoding, userId));

    internal static KeyDescription Description(SignatureEncoding encoding, string userId = KeyDescription.CustomarySm2UserId) =>
        new() { KeyId = "gb", Algorithm = SignatureAlgorithm.Sm2Sm3, Encoding = encoding, Sm2UserId = userId };
}
