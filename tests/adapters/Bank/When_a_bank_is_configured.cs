using Hub.Adapters.Bank.Profiles;
using Hub.Certs.Registry;
using Hub.Certs.Signatures;
using Hub.Journal.Payments;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hub.Adapters.Bank.Tests;

public sealed class When_a_bank_is_configured : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hub-bank-");

    public When_a_bank_is_configured()
    {
        using var key = Banks.Key();
        File.WriteAllText(Path.Combine(_folder.FullName, "hub.pem"), key.ExportPem());
    }

    [Fact]
    public void Should_be_found_by_its_id()
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "partners.json"), """{ "version": 1, "partners": [] }""");
        var services = new ServiceCollection();
        services.AddSingleton<ILogger<BankFormats>>(NullLogger<BankFormats>.Instance);
        services.AddSingleton(new PartnerRegistryFile(Path.Combine(_folder.FullName, "partners.json")));
        services.AddBank(new BankOptions { Banks = [Banks.Connection("text-fixed"), Other("bankb")] }, _folder.FullName);
        using var provider = services.BuildServiceProvider();
        var formats = provider.GetRequiredService<IBankFormats>();
        Assert.Equal(["banka", "bankb"], formats.Banks);
        Assert.Equal("bankb", formats.Of("bankb").Bank);
        Assert.Equal(Banks.Account, formats.Of("banka").Payer.Number);
        Assert.Throws<KeyNotFoundException>(() => formats.Of("bankc"));
    }

    [Theory]
    [InlineData("Id", "")]
    [InlineData("Id", "Bank_A")]
    [InlineData("Profile", "unknown")]
    [InlineData("BureauCode", "12345")]
    [InlineData("BankTypeCode", "")]
    [InlineData("SigningKeyFile", "missing.pem")]
    [InlineData("SigningKeyFile", "wrong.pem")]
    [InlineData("SigningKeyId", "a b")]
    [InlineData("Payer:Number", "")]
    [InlineData("Payer:Holder", "")]
    [InlineData("Payer:LineNumber", "1")]
    [InlineData("Limits:LinesMax", "0")]
    [InlineData("Sftp:Port", "70000")]
    [InlineData("Sftp:KnownHostsFile", "")]
    public void Should_stop_the_start_when_a_setting_is_wrong(string name, string value)
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "wrong.pem"), "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");
        var bank = Banks.Connection("text-fixed");
        object owner = name.Split(':') is [var section, _] ? bank.GetType().GetProperty(section)!.GetValue(bank)! : bank;
        var property = owner.GetType().GetProperty(name.Split(':')[^1])!;
        property.SetValue(owner, Convert.ChangeType(value, property.PropertyType, System.Globalization.CultureInfo.InvariantCulture));
        var wrong = Assert.Throws<BankProfileException>(() => Make(bank));
        Assert.Contains(name, wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_refuse_an_id_twice() => Assert.Throws<BankProfileException>(() => Make(Banks.Connection("text-fixed"), Banks.Connection("iso20022")));

    [Theory]
    [InlineData("""{ "name": "x", "extends": "text-fixed", "famly": "fixed" }""", "famly")]
    [InlineData("""{ "name": "x" }""", "family")]
    [InlineData("""{ "extends": "text-fixed" }""", "name")]
    [InlineData("""{ "name": "x", "extends": "y" }""", "extends")]
    [InlineData("""{ "name": "x", "extends": "text-fixed", "family": "csv" }""", "family")]
    [InlineData("""{ "name": "x", "extends": "text-fixed", "family": "1" }""", "family")]
    [InlineData("""{ "name": "x", "extends": "text-delimited", "separator": "||" }""", "separator")]
    [InlineData("""{ "name": "x", "extends": "text-delimited", "separator": "5" }""", "separator")]
    [InlineData("""{ "name": "x", "extends": "text-delimited", "lineEnd": "cr" }""", "lineEnd")]
    [InlineData("""{ "name": "x", "extends": "text-delimited", "amounts": "jiao" }""", "amounts")]
    [InlineData("""{ "name": "x", "extends": "text-delimited", "lineBytesMax": 100 }""", "lineBytesMax")]
    [InlineData("""{ "name": "x", "extends": "text-delimited", "depthMax": 100000 }""", "depthMax")]
    [InlineData("""{ "name": "x", "extends": "text-delimited", "cardCheckDigit": "maybe" }""", "cardCheckDigit")]
    [InlineData("""{ "name": "x", "name": "y", "extends": "text-delimited" }""", "name")]
    [InlineData("""[]""", "$")]
    [InlineData("""null""", "(root)")]
    public void Should_refuse_a_wrong_profile_with_file_member_and_rule(string json, string member)
    {
        var wrong = Assert.Throws<BankProfileException>(() => BankProfileLoader.Load("own.json", json));
        Assert.StartsWith("own.json: ", wrong.Message, StringComparison.Ordinal);
        Assert.Contains(member, wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_take_a_profile_of_ones_own()
    {
        var profiles = Directory.CreateDirectory(Path.Combine(_folder.FullName, "profiles"));
        File.WriteAllText(Path.Combine(profiles.FullName, "own.json"), """{ "name": "own", "extends": "text-delimited", "separator": "^", "lineEnd": "lf", "amounts": "fen" }""");
        using var formats = Formats(new BankOptions { ProfileFolder = "profiles", Banks = [Banks.Connection("own")] });
        Assert.Equal("banka", Assert.Single(formats.Banks));
        File.WriteAllText(Path.Combine(profiles.FullName, "text-fixed.json"), """{ "name": "text-fixed", "extends": "text-delimited" }""");
        Assert.Throws<BankProfileException>(() => Formats(new BankOptions { ProfileFolder = "profiles", Banks = [Banks.Connection("own")] }));
    }

    [Fact]
    public void Should_have_a_code_for_each_error()
    {
        var errors = typeof(BankErrorCodes).GetFields().Select(field => field.GetValue(null)).OfType<BankError>().ToList();
        Assert.Equal(errors.Count, errors.Select(error => error.Code).Distinct().Count());
        Assert.Equal(errors.Select(error => error.Code).Order(StringComparer.Ordinal), errors.Select(error => error.Code));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static BankConnection Other(string id)
    {
        var bank = Banks.Connection("iso20022");
        bank.Id = id;
        return bank;
    }

    private BankFormats Formats(BankOptions options) => new(options, _folder.FullName, () => PartnerRegistry.Empty, NullLogger<BankFormats>.Instance);

    private void Make(params BankConnection[] banks) => Formats(new BankOptions { Banks = banks }).Dispose();
}
