using System.Text.Json.Nodes;
using Hub.Certs.Authority;
using Hub.Certs.Signatures;
using Hub.Simulators.Institutions;

namespace Hub.EndToEnd.Tests.Stage;

/// <summary>A partner's private key as the simulators want it.</summary>
internal sealed class PartnerSigner(SigningKey key) : IMessageSigner
{
    public string KeyId => key.KeyId;

    internal SigningKey Key => key;

    public byte[] Sign(ReadOnlySpan<byte> message) => key.Sign(message);
}

/// <summary>Keys of the log and of every partner, and the registry with the public halves.</summary>
internal sealed class Keys
{
    /// <summary>The partner as which the core reports its own reversals.</summary>
    internal const string Core = "core";

    private readonly Dictionary<string, PartnerSigner> signers = [];
    private readonly JsonArray partners = [];

    /// <summary>The partner's first, active key.</summary>
    internal PartnerSigner Of(string partner) => signers[partner + "-1"];

    /// <summary>A key by its name.</summary>
    internal PartnerSigner Named(string keyId) => signers[keyId];

    internal void AddPartner(string id, string kind, Uri? notifyUrl = null, SigningKey? key = null)
    {
        var partner = new JsonObject
        {
            ["id"] = id, ["name"] = "示例" + id, ["kind"] = kind, ["status"] = "active", ["keys"] = new JsonArray(),
        };
        if (notifyUrl is not null)
        {
            partner["notifyUrl"] = notifyUrl.ToString();
        }

        partners.Add((JsonNode)partner);
        AddKey(id, id + "-1", SignatureAlgorithm.Sm2Sm3, given: key);
    }

    /// <summary>A further key of a partner; the registry may hold it as revoked or with a window.</summary>
    internal void AddKey(
        string partner, string keyId, SignatureAlgorithm algorithm, string status = "active", string? notBefore = null, string? notAfter = null,
        SigningKey? given = null)
    {
        var key = given ?? SigningKey.Generate(new KeyDescription { KeyId = keyId, Algorithm = algorithm });
        var entry = new JsonObject
        {
            ["keyId"] = keyId, ["algorithm"] = Name(algorithm), ["publicKeyPem"] = key.ToVerificationKey().ExportPem(), ["status"] = status,
        };
        foreach (var (name, value) in new[] { ("notBefore", notBefore), ("notAfter", notAfter) })
        {
            if (value is not null)
            {
                entry[name] = value;
            }
        }

        partners.Single(p => (string?)p!["id"] == partner)!["keys"]!.AsArray().Add((JsonNode)entry);
        signers[keyId] = new PartnerSigner(key);
    }

    /// <summary>Writes the registry and makes the log's key.</summary>
    internal void Write(string registryFile, string keysFolder)
    {
        File.WriteAllText(registryFile, new JsonObject { ["version"] = 1, ["partners"] = partners.DeepClone() }.ToJsonString());
        new LogKeys(new AuthorityOptions { Folder = keysFolder }, TimeProvider.System).Ensure();
    }

    private static string Name(SignatureAlgorithm algorithm) => algorithm switch
    {
        SignatureAlgorithm.Sm2Sm3 => "sm2-sm3",
        SignatureAlgorithm.EcdsaP256Sha256 => "ecdsa-p256-sha256",
        SignatureAlgorithm.RsaPkcs1Sha256 => "rsa-pkcs1-sha256",
        _ => "rsa-pss-sha256",
    };
}
