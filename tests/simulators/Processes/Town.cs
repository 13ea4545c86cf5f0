using System.Text.Json;
using Hub.Certs.Signatures;

namespace Hub.Simulators.Processes;

/// <summary>Makes the files of a run: keys, partners.json, hub.json and what the other processes must know.</summary>
internal sealed class Town
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };
    private const string CoreKeyId = "core-1";
    private const string CoreProfile = """{ "name": "core", "extends": "national", "source": "the city's core", "messageIdStrict": false }""";
    private static readonly string[] Hospitals = ["第一", "第二", "第三", "中心", "东城", "西城", "南山", "北湖", "妇幼", "中医", "康复", "铁路"];
    private readonly Workspace _workspace;

    private Town(Workspace workspace, TownFile file, int hubPort)
    {
        _workspace = workspace;
        File = file;
        HubPort = hubPort;
    }

    /// <summary>What other processes must know.</summary>
    public TownFile File { get; }

    /// <summary>The hub's port on 127.0.0.1.</summary>
    public int HubPort { get; }

    /// <summary>The port on which the hub speaks MLLP.</summary>
    public int MllpPort { get; } = Ports.TakeFree();

    /// <summary>Where <see cref="File"/> is.</summary>
    public string TownPath => _workspace.At("town.json");

    /// <summary>The hub's configuration.</summary>
    public string HubConfiguration => _workspace.At("hub.json");

    /// <summary>Folder of the hub's private PostgreSQL, which is its socket's folder too.</summary>
    public string DataFolder => _workspace.At("data");

    /// <summary>Public keys of the evidence log.</summary>
    public string TrustAnchors => _workspace.At("keys/trust-anchors.json");

    /// <summary>Makes keys for so many hospitals and pharmacies, and the registry.</summary>
    public static Town Found(Workspace workspace, int hospitals, int pharmacies, SignatureAlgorithm algorithm, long seed,
        Func<string, Uri?>? notifyUrlOf = null, params IReadOnlyList<string> banks)
    {
        string keys = workspace.FolderAt("partners");
        List<TownInstitution> institutions =
        [
            .. Enumerable.Range(1, hospitals).Select(i => new TownInstitution(
                $"H4301{i:0000000}", Hospitals[(i - 1) % Hospitals.Length] + "示例医院", algorithm, Path.Combine(keys, $"H{i}.pem"))),
            .. Enumerable.Range(1, pharmacies).Select(i => new TownInstitution(
                $"P4301{i:0000000}", $"示例大药房{i}店", algorithm, Path.Combine(keys, $"P{i}.pem"))),
        ];
        var town = new Town(workspace, new TownFile(seed, "430100", institutions), Ports.TakeFree());
        List<object> partners = [.. institutions.Select(institution => Register(institution, notifyUrlOf?.Invoke(institution.Code)))];
        partners.Add(RegisterCore(Path.Combine(keys, "core.pem")));
        partners.AddRange(banks.Select(bank => RegisterBank(workspace, bank)));
        System.IO.File.WriteAllBytes(workspace.At("partners.json"), JsonSerializer.SerializeToUtf8Bytes(new { version = 1, partners }));
        // The core numbers its own messages as it likes, not by an institution's rule (nhsa.md A1.1 #2).
        System.IO.File.WriteAllText(Path.Combine(workspace.FolderAt("profiles"), "core.json"), CoreProfile);
        town.File.Save(town.TownPath);
        return town;
    }

    /// <summary>The key with which the core's own messages are signed.</summary>
    public SigningKey CoreKey() => SigningKey.FromPem(
        System.IO.File.ReadAllText(_workspace.At("partners/core.pem")), new KeyDescription { KeyId = CoreKeyId, Algorithm = SignatureAlgorithm.Sm2Sm3 });

    /// <summary>The private key of a bank.</summary>
    public static string BankKeyFile(Workspace workspace, string bank) => workspace.At("partners/" + bank + ".pem");

    /// <summary>Writes hub.json.</summary>
    /// <param name="core">Address of the core.</param>
    /// <param name="banks">The section <c>bank</c>; null for a town that pays nobody.</param>
    /// <param name="pollInterval">How often the banks are looked at.</param>
    public void Configure(Uri core, object? banks = null, string pollInterval = "00:00:01")
    {
        var settings = new
        {
            http = new { port = HubPort },
            database = new { dataFolder = "data" },
            trust = new { partnersFile = "partners.json", keysFolder = "keys", trustAnchorsFile = "keys/trust-anchors.json", logId = "town" },
            log = new { level = "Warning" },
            infno = new { profileFolder = _workspace.At("profiles"), core = new { url = core.AbsoluteUri } },
            hl7v2 = new
            {
                listeners = new[] { new { name = "town", port = MllpPort } },
                senders = File.Institutions.Where(i => i.Code[0] == 'H').Select(i => new
                {
                    partner = i.Code, application = "HIS", facility = i.Code, proofByAddress = true, addresses = "127.0.0.1",
                    treatmentDivision = File.Division, insuranceType = "310",
                }),
                limits = new { connectionsPerAddressMax = 500 },
            },
            bank = banks ?? new { },
            payment = new { cutOff = "23:59:00", pollInterval, retryDelays = new[] { "00:00:01" }, inquiryDelays = new[] { "00:00:01" } },
            console = new { officersFile = "officers.json", refreshInterval = "00:00:02" },
        };
        System.IO.File.WriteAllBytes(HubConfiguration, JsonSerializer.SerializeToUtf8Bytes(settings, Indented));
    }

    private static object Register(TownInstitution institution, Uri? notifyUrl)
    {
        VerificationKey key = MakeKey(institution.KeyFile, new KeyDescription { KeyId = institution.KeyId, Algorithm = institution.Algorithm });
        return new
        {
            id = institution.Code,
            name = institution.Name,
            kind = institution.Code[0] == 'H' ? "hospital" : "pharmacy",
            keys = new[] { Entry(key) },
            notifyUrl = notifyUrl?.AbsoluteUri,
        };
    }

    private static object RegisterCore(string keyFile)
    {
        VerificationKey key = MakeKey(keyFile, new KeyDescription { KeyId = CoreKeyId, Algorithm = SignatureAlgorithm.Sm2Sm3 });
        return new { id = "core", name = "示例医保中心", kind = "core", profile = "core", keys = new[] { Entry(key) } };
    }

    private static object RegisterBank(Workspace workspace, string bank)
    {
        VerificationKey key = MakeKey(BankKeyFile(workspace, bank), new KeyDescription { KeyId = bank + "-1", Algorithm = SignatureAlgorithm.Sm2Sm3 });
        return new { id = bank, name = "示例银行" + bank[^1..].ToUpperInvariant(), kind = "bank", keys = new[] { Entry(key) } };
    }

    private static object Entry(VerificationKey key) => new
    {
        keyId = key.KeyId,
        algorithm = key.Algorithm == SignatureAlgorithm.Sm2Sm3 ? "sm2-sm3" : "ecdsa-p256-sha256",
        publicKeyPem = key.ExportPem(),
        encoding = "der",
    };

    private static VerificationKey MakeKey(string file, KeyDescription description)
    {
        using SigningKey key = SigningKey.Generate(description);
        PrivateFiles.Write(file, key.ExportPem());
        return key.ToVerificationKey();
    }
}
