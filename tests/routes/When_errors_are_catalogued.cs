using Hub.Canonical.Messages;
using Hub.Routes.Inquiry;
using Hub.Routes.Payment;
using Hub.Routes.Reconciliation;
using Hub.Routes.Settlement;
using Hub.Routes.SigningIn;

namespace Hub.Routes.Tests;

public sealed class When_errors_are_catalogued
{
    private static readonly Type[] Lists =
        [typeof(SettlementErrorCodes), typeof(InquiryErrorCodes), typeof(SignInErrorCodes), typeof(ReconciliationErrorCodes), typeof(DeliveryErrorCodes)];

    private static IEnumerable<RouteError> All => Lists.SelectMany(t => (IReadOnlyList<RouteError>)t.GetProperty("All")!.GetValue(null)!);

    [Fact]
    public void Should_have_unique_codes() => Assert.Equal(All.Count(), All.Select(e => e.Code).Distinct().Count());

    [Fact]
    public void Should_list_every_declared_error() => Assert.Equal(
        Lists.Sum(t => t.GetFields().Count(f => f.FieldType == typeof(RouteError))), All.Count());

    [Fact]
    public void Should_name_rule_and_fix_in_a_text_that_fits() => Assert.All(All, e =>
    {
        Assert.True(e.Rule.Length > 0 && e.Fix.Length > 0);
        Assert.InRange(e.Text.Replace("{0}", new string('x', 40), StringComparison.Ordinal).Length, 20, 200);
        Assert.Contains(e.Text, c => c > 0x4e00);
    });

    [Fact]
    public void Should_never_ask_a_clerk_to_swipe_again() => Assert.All(
        All.Where(e => e.Text.Contains("swipe", StringComparison.Ordinal)),
        e => Assert.Contains("do not swipe again", e.Text, StringComparison.Ordinal));
}
