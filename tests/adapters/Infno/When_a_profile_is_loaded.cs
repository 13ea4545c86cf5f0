using Hub.Adapters.Infno.Profiles;
using Hub.Adapters.Infno.Wire.Schema;

namespace Hub.Adapters.Infno.Tests;

public class When_a_profile_is_loaded
{
    [Fact]
    public void Should_load_every_shipped_one_with_its_dialect()
    {
        var all = InfnoProfileLoader.ShippedNames.ToDictionary(n => n, InfnoProfileLoader.Shipped);
        Assert.Equal((GatewayScheme.Csb, "1.0.0"), (all["hunan"].Gateway, all["hunan"].Versions[0]));
        Assert.Equal((GatewayScheme.Tif, "V1.0"), (all["guangdong"].Gateway, all["guangdong"].Versions[0]));
        Assert.Equal((CainfoScheme.OuterFields, SignatureEncoding.Hex, BodyForm.Text, "000000"),
            (all["hubei"].Cainfo, all["hubei"].CainfoEncoding, all["hubei"].Body, all["hubei"].BalancedCode));
        Assert.Equal((GatewayScheme.Bearer, CainfoScheme.PlaintextInput, BodyForm.Encrypted),
            (all["jilin"].Gateway, all["jilin"].Cainfo, all["jilin"].Body));
        Assert.True(Field(all["hubei"], "3201", "data", "refd_setl_flag").Required);
        Assert.False(Field(all["national"], "3201", "data", "refd_setl_flag").Required);
        Assert.True(Field(all["hunan"], "2207", "data", "certno").Required);
        Assert.False(Field(all["national"], "2207", "data", "certno").Required);
    }

    [Theory]
    [InlineData("""{"name":"x","gatway":"csb"}""", "gatway")]
    [InlineData("""{"name":"x","gateway":"smtp"}""", "gateway")]
    [InlineData("""{"name":"x","gatewayToleranceSeconds":0}""", "gatewayToleranceSeconds")]
    [InlineData("""{"name":"x","failureCode":"0"}""", "failureCode")]
    [InlineData("""{"name":"x","pendingCode":"00"}""", "pendingCode")]
    [InlineData("""{"name":"x","limits":{"rows":0}}""", "limits.rows")]
    [InlineData("""{"name":"x","extends":"mars"}""", "extends")]
    [InlineData("""{"name":"x","dictionaries":{"nope":"strict"}}""", "dictionaries.nope")]
    [InlineData("""{"name":"x","severities":{"INF-1107":"warn"}}""", "severities.INF-1107")]
    [InlineData("""{"name":"x","fields":[{"field":"2207.data.nope","required":true}]}""", "fields")]
    [InlineData("""{"name":"x","fields":[{"field":"2207.data"}]}""", "fields.2207.data")]
    [InlineData("""{"name":"x","name":"y"}""", "name")]
    [InlineData("""{}""", "name")]
    public void Should_name_file_member_and_rule_of_a_wrong_one(string json, string member)
    {
        var wrong = Assert.Throws<InfnoProfileException>(() => InfnoProfileLoader.Load("site.json", json));
        Assert.StartsWith("site.json: ", wrong.Message, StringComparison.Ordinal);
        Assert.Contains(member, wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_apply_overrides_and_dictionary_modes()
    {
        var profile = InfnoProfileLoader.Load("site.json", """
            {"name":"site","extends":"hunan","dictionaries":{"med_type":"strict"},
             "fields":[{"field":"2207.data.invono","direction":"input","length":40,"required":true}]}
            """);
        var rule = Field(profile, "2207", "data", "invono");
        Assert.Equal((40, true), (rule.Length, rule.Required));
        Assert.Equal(DictionaryMode.Strict, Field(profile, "2207", "data", "med_type").CodeMode);
        Assert.Equal(GatewayScheme.Csb, profile.Gateway);
    }

    [Theory]
    [InlineData("naty", "01", DictionaryMode.Strict, true)]
    [InlineData("naty", "99", DictionaryMode.Strict, false)]
    [InlineData("insutype", "310", DictionaryMode.Strict, true)]
    [InlineData("insutype", "31001", DictionaryMode.Strict, false)]
    [InlineData("insutype", "31001", DictionaryMode.Extended, true)]
    [InlineData("insutype", "777", DictionaryMode.Extended, false)]
    [InlineData("insutype", "777", DictionaryMode.Open, true)]
    [InlineData("mdtrt_cert_type", "1", DictionaryMode.Strict, false)]
    public void Should_follow_the_dictionary_mode(string dictionary, string code, DictionaryMode mode, bool allowed) =>
        Assert.Equal(allowed, FieldTables.Default.Dictionaries[dictionary].Allows(code, mode));

    private static FieldRule Field(InfnoProfile profile, string infno, string node, string field)
    {
        var table = profile.Find(infno)!.Input.Find(node)!;
        return table.Fields[table.IndexOf(field)];
    }
}
