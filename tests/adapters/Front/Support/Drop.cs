using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Hub.Adapters.Front.Inbound;
using Hub.Adapters.Front.Translation;
using Hub.Adapters.Front.Wire;
using Hub.Adapters.Sftp;
using Hub.Certs.Registry;
using Hub.Certs.Signatures;

namespace Hub.Adapters.Front.Tests.Support;

/// <summary>A front machine's folder before a fake journal.</summary>
internal sealed class Drop : IDisposable
{
    public const string Partner = "H43010000001";
    private readonly string root = Directory.CreateTempSubdirectory("hub-front-").FullName;

    public Drop(bool folderProves = true, string encoding = "UTF-8", Action<FrontOptions>? change = null)
    {
        Folder = Directory.CreateDirectory(Path.Combine(root, "in")).FullName;
        Key = SigningKey.Generate(new KeyDescription { KeyId = "front-1", Algorithm = SignatureAlgorithm.Sm2Sm3 });
        var pem = Key.ToVerificationKey().ExportPem().Replace("\n", "\\n", StringComparison.Ordinal);
        var file = Path.Combine(root, "partners.json");
        File.WriteAllText(file, $$"""
            {"version": 1, "partners": [{"id": "{{Partner}}", "name": "第一人民医院", "kind": "hospital",
              "keys": [{"keyId": "front-1", "algorithm": "sm2-sm3", "publicKeyPem": "{{pem}}"}]}]}
            """);
        Institution = new FrontInstitution { Partner = Partner, TreatmentDivision = "430100", Folder = Folder, Encoding = encoding, FolderProves = folderProves };
        Options = new FrontOptions { Institutions = [Institution] };
        change?.Invoke(Options);
        Registry = new PartnerRegistryFile(file);
        Start();
    }

    public string Folder { get; }

    public SigningKey Key { get; }

    public FrontInstitution Institution { get; }

    public FrontOptions Options { get; }

    public PartnerRegistryFile Registry { get; }

    public FakeJournal Journal { get; } = new();

    public MemoryContents Contents { get; } = new();

    public ManualTime Time { get; } = new();

    public ConcurrentQueue<string> Log { get; } = new();

    public FrontInbox Inbox { get; private set; } = null!;

    public RecordSubmission Records { get; private set; } = null!;

    public ISftpConnector? Connector { get; set; }

    /// <summary>A new process before the same folder and journal: it remembers nothing.</summary>
    public void Start()
    {
        var pipeline = new InboundPipeline(Journal, Journal, [], [new FrontAnswerEncoder()], Time);
        Records = new RecordSubmission(pipeline, Options, Time, new LogText<RecordSubmission>(Log));
        var intake = new FileIntake(pipeline, Records, Registry, Contents, Options, Time, new LogText<FileIntake>(Log));
        Inbox = new FrontInbox(Options, new FrontFolders(root), intake, Connector!, Time, new LogText<FrontInbox>(Log));
    }

    public void Put(string name, string text) => File.WriteAllBytes(Path.Combine(Folder, name), FrontEncoding.Of(Institution.Encoding).Encode(text));

    public void PutSigned(string name, byte[] content, string partner = Partner)
    {
        File.WriteAllBytes(Path.Combine(Folder, name), content);
        var control = new FrontControl(partner, content.Length, Convert.ToHexStringLower(SHA256.HashData(content)), Key.KeyId);
        File.WriteAllBytes(Path.Combine(Folder, name + ".ok"), control.Seal(Key.Sign(control.ToSigned())));
    }

    public Task<int> LookAsync() => Inbox.LookAsync(Institution, TestContext.Current.CancellationToken);

    /// <summary>Two looks, between them the time that a file must be at rest.</summary>
    public async Task<int> LookAtRestAsync()
    {
        await LookAsync();
        Time.Pass(TimeSpan.FromSeconds(Options.StillSeconds));
        return await LookAsync();
    }

    public bool Has(string name) => File.Exists(Path.Combine(Folder, name));

    /// <summary>Rows of a result file, header and #END left out.</summary>
    public IReadOnlyList<string[]> Result(string name)
    {
        var text = FrontEncoding.Of(Institution.Encoding).Decode(File.ReadAllBytes(Path.Combine(Folder, name + ".result.txt")))!;
        return [.. text.TrimEnd('\n').Split('\n')[1..^1].Select(line => line.Split('\t'))];
    }

    public void Dispose()
    {
        Key.Dispose();
        Directory.Delete(root, recursive: true);
    }
}
