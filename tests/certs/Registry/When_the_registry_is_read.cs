using System.Text;
using System.Text.Json.Nodes;
using Hub.Certs.Registry;
using Hub.Certs.Signatures;

namespace Hub.Certs.Tests.Registry;

public sealed class When_the_registry_is_read
{
    private static readonly string Pem = Sm2Pem();
    private static readonly DateTimeOffset Mid2026 = new(2026, 6, 1, 0, 0, 0, TimeSpan.FromHours(8));

    [Fact]
    public void Should_know_partners_keys_and_accesses()
    {
        var registry = Parse(Good());
        var hospital = registry.Find("H43010000001")!;
        Assert.Equal((PartnerKind.Hospital, PartnerStatus.Active, "hunan"), (hospital.Kind, hospital.Status, hospital.Profile));
        Assert.Equal(["2201", "2207"], hospital.AllowedInfno);
        Assert.Equal("https://10.1.2.3:8443/notify", hospital.NotifyUrl!.ToString());
        Assert.Equal("H43010000001", registry.FindKey("h1-2026")!.Value.Partner.Id);
        Assert.Equal(SignatureEncoding.Raw, registry.FindKey("h1-2026")!.Value.Key.Key.Encoding);
        Assert.Equal("H43010000001", registry.FindKey("h1-2026")!.Value.Key.Key.Sm2UserId);
        Assert.Equal("H43010000001", registry.FindGateway(GatewayScheme.CsbHmacSha1, "ak-1")!.Value.Partner.Id);
        Assert.Null(registry.FindGateway(GatewayScheme.TifSha256, "ak-1"));
        Assert.Null(registry.Find("h43010000001"));
        Assert.Null(registry.FindKey("H1-2026"));
        Assert.Equal(PartnerStatus.Suspended, registry.Find("core")!.Status);
    }

    [Fact]
    public void Should_find_a_key_by_its_fingerprint_while_it_is_usable_and_one_partners()
    {
        var good = Good();
        good["partners"]![0]!["keys"]!.AsArray().Add(Key("h1-2027", "2026-12-01T00:00:00+08:00", "2028-01-01T00:00:00+08:00"));
        good["partners"]![0]!["gateways"]!.AsArray().Add(new JsonObject { ["scheme"] = "wss-username", ["accessKey"] = "his", ["secretRef"] = "env:PATH" });
        var registry = Parse(good);
        var fingerprint = registry.FindKey("h1-2027")!.Value.Key.Key.Fingerprint();
        Assert.Equal("h1-2027", registry.FindFingerprint(fingerprint, new DateTimeOffset(2027, 6, 1, 0, 0, 0, TimeSpan.Zero))!.Value.Key.KeyId);
        Assert.Null(registry.FindFingerprint(fingerprint, new DateTimeOffset(2029, 6, 1, 0, 0, 0, TimeSpan.Zero)));
        Assert.Null(registry.FindFingerprint(new string('0', 64), Mid2026));
        Assert.Equal("H43010000001", registry.FindGateway(GatewayScheme.WssUsername, "his")!.Value.Partner.Id);
        good["partners"]![1]!["keys"] = new JsonArray(Key("foreign", "2026-01-01T00:00:00+08:00", "2028-01-01T00:00:00+08:00"));
        Assert.Null(Parse(good).FindFingerprint(fingerprint, Mid2026));
    }

    [Fact]
    public void Should_honour_windows_and_overlap_of_keys()
    {
        var good = Good();
        good["partners"]![0]!["keys"]!.AsArray().Add(Key("h1-2027", "2026-12-01T00:00:00+08:00", "2028-01-01T00:00:00+08:00"));
        var registry = Parse(good);
        var partner = registry.Find("H43010000001")!;
        DateTimeOffset At(int year, int month, int day) => new(year, month, day, 0, 0, 0, TimeSpan.FromHours(8));
        string[] Ids(DateTimeOffset at) => [.. registry.KeysFor(partner, at).Select(key => key.KeyId)];

        Assert.Empty(Ids(At(2026, 1, 1).AddTicks(-1)));
        Assert.Equal(["h1-2026"], Ids(At(2026, 1, 1)));
        Assert.Equal(["h1-2027", "h1-2026"], Ids(At(2026, 12, 15)));
        Assert.Equal(["h1-2027"], Ids(At(2027, 1, 1)));
        Assert.Equal("h1-2027", registry.KeyFor(partner, null, At(2026, 12, 15))!.KeyId);
        Assert.Equal("h1-2026", registry.KeyFor(partner, "h1-2026", At(2026, 12, 15))!.KeyId);
        Assert.Null(registry.KeyFor(partner, "h1-2026", At(2027, 1, 1)));
        Assert.Null(registry.KeyFor(partner, "h1-2027", At(2026, 11, 30)));
        Assert.Null(registry.KeyFor(partner, "unknown", Mid2026));
        Assert.Null(registry.KeyFor(registry.Find("core")!, "h1-2026", Mid2026));
        Assert.Null(registry.KeyFor(registry.Find("core")!, null, Mid2026));
    }

    [Fact]
    public void Should_never_use_a_revoked_key()
    {
        var good = Good();
        good["partners"]![0]!["keys"]![0]!["status"] = "revoked";
        var registry = Parse(good);
        Assert.Null(registry.KeyFor(registry.Find("H43010000001")!, "h1-2026", Mid2026));
        Assert.Null(registry.KeyFor(registry.Find("H43010000001")!, null, Mid2026));
    }

    [Theory]
    [InlineData("id", "\"\"", "partners[0].id")]
    [InlineData("name", "7", "name")]
    [InlineData("name", "null", "name")]
    [InlineData("kind", "\"clinic\"", "kind")]
    [InlineData("status", "\"off\"", "status")]
    [InlineData("notifyUrl", "\"ftp://x/\"", "notifyUrl")]
    [InlineData("baseUrl", "\"https://u:p@x/\"", "baseUrl")]
    [InlineData("allowedInfno", "[2207]", "allowedInfno")]
    [InlineData("keys", "{}", "keys")]
    [InlineData("spelling", "1", "spelling")]
    [InlineData("keys.keyId", "\"\"", "keys[0].keyId")]
    [InlineData("keys.algorithm", "\"rsa\"", "keys[0].algorithm")]
    [InlineData("keys.algorithm", "\"ecdsa-p256-sha256\"", "keys[0].publicKeyPem")]
    [InlineData("keys.encoding", "\"hex\"", "keys[0].encoding")]
    [InlineData("keys.notBefore", "\"2026-01-01\"", "keys[0].notBefore")]
    [InlineData("keys.notBefore", "\"2027-02-01T00:00:00Z\"", "keys[0].notAfter")]
    [InlineData("keys.publicKeyPem", "\"nonsense\"", "keys[0].publicKeyPem")]
    [InlineData("keys.publicKeyFile", "\"also.pem\"", "keys[0].publicKeyPem")]
    [InlineData("keys.publicKey", "\"x\"", "keys[0].publicKey")]
    [InlineData("gateways.scheme", "\"md5\"", "gateways[0].scheme")]
    [InlineData("gateways.accessKey", "null", "gateways[0].accessKey")]
    [InlineData("gateways.secretRef", "\"0F1E2D3C4B5A6978\"", "gateways[0].secretRef")]
    [InlineData("gateways.secretRef", "\"file:absent\"", "gateways[0].secretRef")]
    [InlineData("gateways.secret", "\"0F1E2D3C4B5A6978\"", "gateways[0].secret")]
    public void Should_name_file_partner_field_rule_and_fix(string member, string value, string field)
    {
        var good = Good();
        JsonNode target = good["partners"]![0]!;
        var path = member.Split('.');
        target = path.Length == 2 ? target[path[0]]![0]! : target;
        target[path[^1]] = JsonNode.Parse(value);

        var error = Assert.Throws<InvalidConfigurationException>(() => Parse(good, checkSecrets: true));

        var problem = error.Problems.First(p => p.Field == field);
        Assert.Equal("partners.json", problem.File);
        Assert.Equal(member == "id" ? "file" : "partner H43010000001", problem.Subject);
        Assert.NotEmpty(problem.Rule);
        Assert.NotEmpty(problem.Fix);
        Assert.DoesNotContain("0F1E2D3C4B5A6978", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("H 1")]
    [InlineData("../H1")]
    [InlineData("H12345678901234567890123456789012")]
    public void Should_refuse_an_id_of_another_form(string id)
    {
        var good = Good();
        good["partners"]![0]!["id"] = id;
        Assert.Equal(["id"], Assert.Throws<InvalidConfigurationException>(() => Parse(good)).Problems.Select(problem => problem.Field));
    }

    [Fact]
    public void Should_list_all_problems_at_once()
    {
        var good = Good();
        good["partners"]![0]!["kind"] = "clinic";
        good["partners"]![1]!["status"] = "off";
        good["partners"]!.AsArray().Add(good["partners"]![0]!.DeepClone());
        var error = Assert.Throws<InvalidConfigurationException>(() => Parse(good));
        Assert.Equal(
            ["kind", "status", "kind", "id", "keys", "gateways"],
            error.Problems.Select(problem => problem.Field));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"version\":2,\"partners\":[]}")]
    [InlineData("{\"version\":1,\"partners\":[],\"partners\":[]}")]
    [InlineData("{\"version\":1,\"partners\":[7]}")]
    public void Should_refuse_another_form(string text) =>
        Assert.Throws<InvalidConfigurationException>(() => PartnerRegistry.Parse(text.Utf8(), "partners.json"));

    [Fact]
    public void Should_read_secrets_by_reference_and_never_print_them()
    {
        using var folder = new TemporaryFolder();
        folder.Write("secret", "s3cr3t\r\n");
        Assert.True(SecretReference.TryParse("file:secret", folder.Path, out var reference));
        Assert.Equal("s3cr3t".Utf8(), reference.Resolve());
        Assert.DoesNotContain("s3cr3t", reference.ToString(), StringComparison.Ordinal);
        folder.Write("secret", "rotated");
        Assert.Equal("rotated".Utf8(), reference.Resolve());
        folder.Write("secret", new string('x', 5000));
        Assert.Null(reference.Resolve());
        Assert.False(SecretReference.TryParse("file:", folder.Path, out _));
        Assert.False(SecretReference.TryParse("s3cr3t", folder.Path, out _));
    }

    [Fact]
    public void Should_replace_the_snapshot_only_by_a_good_one()
    {
        using var folder = new TemporaryFolder();
        folder.Write("secret", "s");
        folder.Write("h1.pem", Pem);
        var good = Good();
        var key = good["partners"]![0]!["keys"]![0]!.AsObject();
        key.Remove("publicKeyPem");
        key["publicKeyFile"] = "h1.pem";
        var path = folder.Write("partners.json", good.ToJsonString());
        var file = new PartnerRegistryFile(path);
        var first = file.Current;
        Assert.False(file.ReloadIfChanged());
        Assert.Same(first, file.Current);

        folder.Write("partners.json", "{");
        Assert.Throws<InvalidConfigurationException>(() => file.ReloadIfChanged());
        Assert.Same(first, file.Current);

        good["partners"]![0]!["name"] = "Renamed";
        folder.Write("partners.json", good.ToJsonString());
        Assert.True(file.ReloadIfChanged());
        Assert.Equal("Renamed", file.Current.Find("H43010000001")!.Name);
        Assert.NotEqual("Renamed", first.Find("H43010000001")!.Name);

        folder.Write("h1.pem", Sm2Pem());
        Assert.True(file.ReloadIfChanged());
        Assert.False(file.ReloadIfChanged());
    }

    private static PartnerRegistry Parse(JsonNode json, bool checkSecrets = false) =>
        PartnerRegistry.Parse(Encoding.UTF8.GetBytes(json.ToJsonString()), "partners.json", checkSecrets);

    private static string Sm2Pem()
    {
        using var key = SigningKey.Generate(new KeyDescription { KeyId = "k", Algorithm = SignatureAlgorithm.Sm2Sm3 });
        return key.ToVerificationKey().ExportPem();
    }

    private static JsonObject Key(string keyId, string notBefore, string notAfter) => new()
    {
        ["keyId"] = keyId,
        ["algorithm"] = "sm2-sm3",
        ["publicKeyPem"] = Pem,
        ["sm2UserId"] = "H43010000001",
        ["encoding"] = "raw",
        ["notBefore"] = notBefore,
        ["notAfter"] = notAfter,
    };

    private static JsonObject Good() => new()
    {
        ["version"] = 1,
        ["partners"] = new JsonArray(
            new JsonObject
            {
                ["id"] = "H43010000001",
                ["name"] = "第一人民医院",
                ["kind"] = "hospital",
                ["profile"] = "hunan",
                ["gateways"] = new JsonArray(new JsonObject { ["scheme"] = "csb-hmac-sha1", ["accessKey"] = "ak-1", ["secretRef"] = "file:secret" }),
                ["keys"] = new JsonArray(Key("h1-2026", "2026-01-01T00:00:00+08:00", "2027-01-01T00:00:00+08:00")),
                ["notifyUrl"] = "https://10.1.2.3:8443/notify",
                ["allowedInfno"] = new JsonArray("2201", "2207"),
            },
            new JsonObject { ["id"] = "core", ["name"] = "Core", ["kind"] = "core", ["status"] = "suspended", ["baseUrl"] = "http://127.0.0.1:9000/" }),
    };
}
