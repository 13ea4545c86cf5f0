using System.Diagnostics;
using System.Reflection;

namespace Hub.Canonical.Tests.Codes;

public sealed class When_a_national_code_is_looked_up
{
    [Theory]
    [InlineData("insutype", "310", "职工基本医疗保险")]
    [InlineData("med_type", "11", "普通门诊")]
    [InlineData("clr_type", "41", "药店购药")]
    [InlineData("clr_type", "310111", "职工省内门诊")]
    [InlineData("fund_pay_type", "310100", "城镇职工基本医疗保险统筹基金")]
    [InlineData("refd_setl_flag", "1", "是")]
    [InlineData("hcv_ab", "1", "阴性")]
    public void Should_give_the_meaning(string field, string code, string meaning)
    {
        Assert.Equal(meaning, NhsaCodes.DisplayOf(field, code));
        Assert.Equal(new Coding("urn:hub:nhsa:" + field, code, meaning), NhsaCodes.Coding(field, code));
    }

    [Fact]
    public void Should_keep_an_unlisted_code_without_a_display()
    {
        Assert.Equal(new Coding("urn:hub:nhsa:insutype", "31099", null), NhsaCodes.Coding("insutype", "31099"));
        Assert.False(NhsaCodes.Contains("insutype", "31099"));
        Assert.False(NhsaCodes.Contains("no_such_field", "1"));
        Assert.Null(NhsaCodes.Find("no_such_field"));
    }

    [Fact]
    public void Should_list_every_constant_that_routes_decide_by()
    {
        var groups = typeof(NhsaCodes).Assembly.GetExportedTypes()
            .Where(t => t is { IsAbstract: true, IsSealed: true } && t.GetField("Field") is not null).ToList();
        Assert.True(groups.Count >= 11);
        foreach (var group in groups)
        {
            var constants = group.GetFields(BindingFlags.Public | BindingFlags.Static).ToDictionary(f => f.Name, f => (string)f.GetRawConstantValue()!);
            Assert.All(constants.Where(c => c.Key != "Field"), c => Assert.True(
                NhsaCodes.Contains(constants["Field"], c.Value), $"{group.Name}.{c.Key}"));
        }
    }

    [Fact]
    public void Should_agree_with_the_rule_of_adjudication() =>
        Assert.Equal(AdjudicationRules.PersonalAccountFundType, FundTypes.PersonalAccount);
}

public sealed class When_the_code_tables_are_made_again
{
    [Fact]
    public async Task Should_give_the_same_files()
    {
        var divisions = Repository.Shared("data/codes/gbt2260_divisions.csv");
        var reference = Repository.Shared("reference/nhsa.md");
        var output = Directory.CreateTempSubdirectory("hub-codes-");
        try
        {
            using var process = Process.Start(new ProcessStartInfo("python3")
            {
                ArgumentList = { Repository.PathOf("canonical/Codes/generate.py"), divisions, reference, output.FullName },
            })!;
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.Equal(0, process.ExitCode);
            foreach (var name in (string[])["divisions.txt", "nhsa-codes.txt"])
            {
                Assert.Equal(
                    await File.ReadAllTextAsync(Repository.PathOf("canonical/Codes/Generated/" + name), TestContext.Current.CancellationToken),
                    await File.ReadAllTextAsync(Path.Combine(output.FullName, name), TestContext.Current.CancellationToken));
            }
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("python3 is not on this machine.");
        }
        finally
        {
            output.Delete(recursive: true);
        }
    }
}
