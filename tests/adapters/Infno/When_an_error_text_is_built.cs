using Hub.Adapters.Infno.Profiles;
using Hub.Adapters.Infno.Wire;

namespace Hub.Adapters.Infno.Tests;

public class When_an_error_text_is_built
{
    [Fact]
    public void Should_name_field_and_rule_first_and_count_the_rest_within_200_characters()
    {
        var violations = Messages.Check(Messages.Request("2207", """{"data":{}}"""));
        var text = ErrorText.For(violations);
        Assert.StartsWith("[INF-1401] data.psn_no 必填 required, 请补填; [INF-1401] data.mdtrt_cert_type", text, StringComparison.Ordinal);
        Assert.Matches(@" \(\+\d+\)$", text);
        Assert.InRange(text.Length, 100, ErrorText.LengthMax);
        Assert.InRange(violations.Count, 10, InfnoProfileLoader.National.Limits.ViolationsMax);
    }

    [Fact]
    public void Should_never_repeat_a_value_or_a_name_that_could_hold_one()
    {
        var body = Messages.Request("2207", Messages.Input2207.Replace("43010000000000000001", new string('9', 31), StringComparison.Ordinal));
        Assert.DoesNotContain("999", ErrorText.For(Messages.Check(body)), StringComparison.Ordinal);
        var named = Messages.Check(Messages.Utf8("""{"11010519491231002X":1,"11010519491231002X":2}"""));
        Assert.Contains("?", ErrorText.For(named), StringComparison.Ordinal);
        Assert.DoesNotContain("1101051949", ErrorText.For(named), StringComparison.Ordinal);
        Assert.DoesNotContain("1101051949", new WireRefusedException(named[0]).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_have_one_unique_code_per_entry_in_checking_order()
    {
        var codes = typeof(InfnoErrorCodes).GetFields().Select(f => ((InfnoError)f.GetValue(null)!).Code).ToList();
        Assert.Equal(codes.Distinct().Order(StringComparer.Ordinal), codes);
        Assert.All(InfnoErrorCodes.ByCode.Values, e => Assert.True(
            e.Rule.Length > 0 && e.ChineseRule.Length > 0 && e.Fix.Length > 0 && e.Clause.Length > 0, e.Code));
        Assert.All(InfnoErrorCodes.ByCode.Values, e => Assert.InRange(ErrorText.One(new Violation(e, "2207", "mdtrtinfo", 1999, "fixmedins_refd_setl_flag")).Length, 20, 195));
    }
}
