using Hub.Adapters.Infno.Wire;
using Hub.Certs.Registry;
using Hub.Certs.Signatures;

namespace Hub.Adapters.Infno.Inbound;

/// <summary>
/// SM4-ECB of the business part where a province asks for it (nhsa.md A2 e): the key is the partner's client id, its
/// gateway access key of 16 characters. Null for partners without one.
/// </summary>
internal static class BodyCipher
{
    private const int KeyLength = 16;

    public static DecryptBody? Decrypt(Partner partner) =>
        KeyOf(partner) is { } key ? cipher => TryDecrypt(key, cipher) : null;

    public static EncryptBody? Encrypt(Partner partner) =>
        KeyOf(partner) is { } key ? plain => Sm4.EncryptEcb(key, plain) : null;

    private static byte[]? TryDecrypt(byte[] key, ReadOnlySpan<byte> cipher)
    {
        try
        {
            return Sm4.DecryptEcb(key, cipher);
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            // One answer for every defect of the ciphertext: which one it was is nobody's business.
            return null;
        }
    }

    private static byte[]? KeyOf(Partner partner) =>
        partner.Gateways is [{ AccessKey.Length: KeyLength } credential, ..] ? System.Text.Encoding.ASCII.GetBytes(credential.AccessKey) : null;
}
