using Hub.Certs.Signatures;

namespace Hub.Certs.Tests.Signatures;

/// <summary>Reads OpenSSL's evp test files: blocks of <c>name = value</c> between empty lines.</summary>
internal static class OpenSslVectors
{
    internal static IReadOnlyList<Dictionary<string, string>> Blocks(string relative)
    {
        var blocks = new List<Dictionary<string, string>>();
        var block = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in File.ReadLines(SharedFiles.Data(relative)).Append(string.Empty))
        {
            if (line.Length == 0 && block.Count > 0)
            {
                blocks.Add(block);
                block = new Dictionary<string, string>(StringComparer.Ordinal);
            }
            else if (!line.StartsWith('#') && line.Split('=', 2) is [var name, var value])
            {
                block[name.Trim()] = value.Trim();
            }
        }

        return [.. blocks.Where(b => !b.ContainsKey("Title"))];
    }

    internal static Sm2PrivateKey PrivateKey()
    {
        var pem = File.ReadAllText(SharedFiles.Data("crypto/sm/openssl/evppkey_sm2.txt"));
        var der = new System.Formats.Asn1.AsnReader(Convert.FromBase64String(
            string.Concat(pem.Split("-----BEGIN PRIVATE KEY-----")[1].Split("-----END")[0].Where(c => !char.IsWhiteSpace(c)))), default);
        var info = der.ReadSequence();
        info.ReadInteger();
        info.ReadSequence();
        var key = new System.Formats.Asn1.AsnReader(info.ReadOctetString(), default).ReadSequence();
        key.ReadInteger();
        return Sm2PrivateKey.FromScalar(key.ReadOctetString());
    }
}
