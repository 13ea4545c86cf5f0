using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Hub.Certs.Authority;
using Hub.Certs.Evidence;
using Hub.Certs.Registry;
using Hub.Certs.Signatures;

namespace Hub.Certs.Tests.Authority;

public sealed class When_the_authority_makes_keys
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 9, 30, 0, 500, TimeSpan.Zero);

    [Fact]
    public void Should_make_root_and_server_once_and_never_replace_them_unasked()
    {
        using var folder = new TemporaryFolder();
        var authority = new CertificateAuthority(Options(folder), new FixedClock(Now));
        var made = authority.Ensure();
        Assert.Equal(4, made.Count);
        var before = made.Select(File.ReadAllText).ToList();

        Assert.Empty(authority.Ensure());
        Assert.Equal(before, made.Select(File.ReadAllText));

        File.Delete(made[1]);
        Assert.Throws<IOException>(() => authority.Ensure());
        Assert.Equal(before[0], File.ReadAllText(made[0]));
        Assert.Equal(4, authority.Ensure(overwrite: true).Count);
        Assert.NotEqual(before[0], File.ReadAllText(made[0]));
    }

    [Fact]
    public void Should_issue_a_server_certificate_for_this_machine_under_the_root()
    {
        using var folder = new TemporaryFolder();
        var authority = new CertificateAuthority(Options(folder), new FixedClock(Now));
        authority.Ensure();
        using var server = authority.LoadServer();
        using var root = authority.LoadRoot();
        Assert.True(server.HasPrivateKey);
        Assert.True(server.MatchesHostname("localhost"));
        Assert.True(server.MatchesHostname("127.0.0.1"));
        Assert.False(server.MatchesHostname("hub.example"));
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(root);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.VerificationTime = Now.UtcDateTime.AddDays(1);
        Assert.True(chain.Build(server));
        chain.ChainPolicy.VerificationTime = Now.UtcDateTime.AddDays(398);
        Assert.False(chain.Build(server));
    }

    [Fact]
    public void Should_keep_private_files_to_their_owner()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "file modes are those of Unix");
        using var folder = new TemporaryFolder();
        var options = Options(folder);
        new CertificateAuthority(options, new FixedClock(Now)).Ensure();
        new LogKeys(options, new FixedClock(Now)).Ensure();
        new PartnerKeyMaker(options, new FixedClock(Now)).Create("H43010000001", "h1", SignatureAlgorithm.Sm2Sm3);
        var files = Directory.GetFiles(options.Folder, "*", SearchOption.AllDirectories);
        Assert.Equal(8, files.Length);
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        foreach (var file in files)
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }

        foreach (var path in Directory.GetDirectories(options.Folder, "*", SearchOption.AllDirectories).Append(options.Folder))
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(path));
        }
    }

    [Theory]
    [InlineData(SignatureAlgorithm.Sm2Sm3)]
    [InlineData(SignatureAlgorithm.EcdsaP256Sha256)]
    public void Should_keep_old_receipts_provable_when_the_log_key_rotates(SignatureAlgorithm algorithm)
    {
        using var folder = new TemporaryFolder();
        var clock = new FixedClock(Now);
        var keys = new LogKeys(Options(folder) with { LogAlgorithm = algorithm }, clock);
        Assert.True(keys.Ensure());
        Assert.False(keys.Ensure());
        var early = Head(keys, clock.Now);
        clock.Now += TimeSpan.FromDays(30);
        keys.Rotate();
        var late = Head(keys, clock.Now);

        Assert.Equal(("hub-log-1", "hub-log-2"), (early.KeyId, late.KeyId));
        var anchors = keys.LoadAnchors();
        Assert.Equal(ReceiptRefusal.None, ReceiptVerifier.VerifyHead(early, anchors).Refusal);
        Assert.Equal(ReceiptRefusal.None, ReceiptVerifier.VerifyHead(late, anchors).Refusal);
        Assert.False(anchors.FindKey("hub", "hub-log-1")!.IsValidAt(clock.Now));
    }

    [Theory]
    [InlineData(SignatureAlgorithm.Sm2Sm3)]
    [InlineData(SignatureAlgorithm.EcdsaP256Sha256)]
    [InlineData(SignatureAlgorithm.RsaPssSha256)]
    public void Should_make_partner_keys_that_the_registry_takes(SignatureAlgorithm algorithm)
    {
        using var folder = new TemporaryFolder();
        var maker = new PartnerKeyMaker(Options(folder), new FixedClock(Now));
        var files = maker.Create("H43010000001", "h1", algorithm, SignatureEncoding.Raw, "H43010000001");
        Assert.Throws<IOException>(() => maker.Create("H43010000001", "h1", algorithm));
        Assert.Throws<ArgumentException>(() => maker.Create("../escape", "h1", algorithm));

        var partner = new JsonObject { ["id"] = "H43010000001", ["name"] = "n", ["kind"] = "hospital", ["keys"] = new JsonArray(JsonNode.Parse(files.RegistryEntry)) };
        var json = new JsonObject { ["version"] = 1, ["partners"] = new JsonArray(partner) };
        var registry = PartnerRegistry.Parse(json.ToJsonString().Utf8(), "partners.json");
        var key = registry.KeyFor(registry.Find("H43010000001")!, null, Now)!;
        Assert.Equal(files.Fingerprint, key.Fingerprint());
        using var signing = SigningKey.FromPem(File.ReadAllText(files.PrivateKeyPath), new KeyDescription
        {
            KeyId = "h1",
            Algorithm = algorithm,
            Encoding = SignatureEncoding.Raw,
            Sm2UserId = "H43010000001",
        });
        Assert.True(key.Verify("m".Utf8(), signing.Sign("m".Utf8())));
        Assert.False(key.IsValidAt(Now.AddDays(731)));
    }

    [Theory]
    [InlineData(0, 397, "hub")]
    [InlineData(3650, 398, "hub")]
    [InlineData(3650, 397, "../hub")]
    public void Should_refuse_settings_out_of_range(int rootDays, int serverDays, string logId) =>
        Assert.Throws<ArgumentException>(() =>
            new LogKeys(new AuthorityOptions { RootDays = rootDays, ServerDays = serverDays, LogId = logId }, TimeProvider.System));

    private static AuthorityOptions Options(TemporaryFolder folder) => new() { Folder = Path.Combine(folder.Path, "keys") };

    private static SignedTreeHead Head(LogKeys keys, DateTimeOffset at)
    {
        using var key = keys.LoadSigningKey();
        return new TreeHeadSigner("hub", key).Sign(1, MerkleHash.Leaf([1]), at);
    }
}
