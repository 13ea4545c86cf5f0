using System.Text.Json.Nodes;
using Hub.Certs.Signatures;
using Hub.Simulators.Institutions;
using Hub.Simulators.Persons;

namespace Hub.Contract.Tests.Stage;

/// <summary>What a door finds where it is built: partners with keys, a folder for files, people whom the core knows.</summary>
public sealed class DoorSite : IDisposable
{
    /// <summary>The partner that sends.</summary>
    public const string Hospital = "H43010000001";

    /// <summary>Division of hospital and people.</summary>
    public const string Division = "430100";

    private readonly Population people = new(1, Division);

    public DoorSite()
    {
        Folder = Directory.CreateTempSubdirectory("hub-contract-site-").FullName;
        Key = SigningKey.Generate(new KeyDescription { KeyId = Hospital + "-1", Algorithm = SignatureAlgorithm.Sm2Sm3 });
        var registry = new JsonObject
        {
            ["version"] = 1,
            ["partners"] = new JsonArray(new JsonObject
            {
                ["id"] = Hospital, ["name"] = "示例医院", ["kind"] = "hospital", ["status"] = "active",
                ["keys"] = new JsonArray(new JsonObject
                {
                    ["keyId"] = Key.KeyId, ["algorithm"] = "sm2-sm3", ["publicKeyPem"] = Key.ToVerificationKey().ExportPem(), ["status"] = "active",
                }),
            }),
        };
        File.WriteAllText(RegistryFile, registry.ToJsonString());
    }

    /// <summary>Removed afterwards; the registry is in it.</summary>
    public string Folder { get; }

    public string RegistryFile => Path.Combine(Folder, "partners.json");

    /// <summary>The hospital's private key.</summary>
    public SigningKey Key { get; }

    /// <summary>Where the hub listens, while it runs.</summary>
    public Uri Url { get; internal set; } = new("http://127.0.0.1/");

    /// <summary>The same key as the institution simulator wants it.</summary>
    public IMessageSigner Signer => new SiteSigner(Key);

    /// <summary>A person; different numbers are different people.</summary>
    public Person PersonOf(long number) => people.At(number * 50);

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private sealed class SiteSigner(SigningKey key) : IMessageSigner
    {
        public string KeyId => key.KeyId;

        public byte[] Sign(ReadOnlySpan<byte> message) => key.Sign(message);
    }
}
