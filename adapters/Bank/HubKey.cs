using Hub.Adapters.Bank.Profiles;
using Hub.Certs.Signatures;

namespace Hub.Adapters.Bank;

/// <summary>The hub's private key for control files of a bank.</summary>
internal static class HubKey
{
    /// <exception cref="BankProfileException">The file is missing, unreadable or no SM2 key.</exception>
    public static SigningKey Load(BankConnection bank, string folder)
    {
        var file = Path.GetFullPath(bank.SigningKeyFile, folder);
        try
        {
            return SigningKey.FromPem(
                File.ReadAllText(file),
                new KeyDescription
                {
                    KeyId = bank.SigningKeyId,
                    Algorithm = SignatureAlgorithm.Sm2Sm3,
                    Encoding = SignatureEncoding.Der,
                    Sm2UserId = bank.SigningUserId,
                });
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidKeyException)
        {
            var rule = e is InvalidKeyException ? "is no private SM2 key in PEM" : "cannot be read";
            throw new BankProfileException("hub.json", "Bank:Banks:" + bank.Id + ":SigningKeyFile", rule);
        }
    }
}
