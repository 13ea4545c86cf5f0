using System.Globalization;
using System.Reflection;
using System.Text;
using Hub.Adapters.Bank;
using Hub.Adapters.Bank.Outbound;
using Hub.Adapters.Front;
using Hub.Adapters.Hl7v2;
using Hub.Adapters.Fhir;
using Hub.Adapters.Infno;
using Hub.Adapters.Samples.FixedWidth;
using Hub.Adapters.Soap;
using Hub.Console;
using Hub.Host.Edge;
using Hub.Journal.Payments;
using Hub.Routes;
using Hub.Routes.Inquiry;
using Hub.Routes.Payment;
using Hub.Routes.Reconciliation;
using Hub.Routes.Settlement;
using Hub.Routes.SigningIn;

namespace Hub.Architecture;

public sealed class When_a_partner_looks_up_an_error
{
    private const string Catalogue = "docs/errors.md";

    private static readonly (string Title, Type Codes)[] Lists =
    [
        ("The message itself, its sender, its fields (infno)", typeof(InfnoErrorCodes)),
        ("The message itself, its sender, its fields (SOAP)", typeof(SoapErrorCodes)),
        ("HL7 v2: the message, its sender, its fields (ERR-5)", typeof(Hl7v2ErrorCodes)),
        ("Claims and questions over FHIR", typeof(FhirErrorCodes)),
        ("Settlement and reversal", typeof(SettlementErrorCodes)),
        ("Reconciliation", typeof(ReconciliationErrorCodes)),
        ("Inquiries", typeof(InquiryErrorCodes)),
        ("Signing in and out", typeof(SignInErrorCodes)),
        ("The officers' interface (console, `/api/v1/payments`)", typeof(ConsoleProblem)),
        ("The payment book", typeof(PaymentErrorCodes)),
        ("Payment files on their way to a bank", typeof(DeliveryErrorCodes)),
        ("Banks' servers", typeof(BankTransferErrorCodes)),
        ("Banks' files and payments for them", typeof(BankErrorCodes)),
        ("The edge agent of a small clinic", typeof(EdgeErrorCodes)),
        ("Front machines' files and tables", typeof(FrontErrorCodes)),
        ("The sample of an adapter of one's own", typeof(FixedWidthErrorCodes)),
    ];

    private const string Officer = "Officer";

    private sealed record Entry(string Code, string Fault, bool RetryHelps, string Rule, string Fix);

    /// <summary>The page is written from the code: a code that partners meet and cannot look up is a support call.</summary>
    [Fact]
    public void Should_find_every_error_in_the_catalogue()
    {
        var written = Write();
        var file = Path.Combine(Repository.Root, Catalogue);
        if (Environment.GetEnvironmentVariable("HUB_APPROVE") == "1")
        {
            File.WriteAllText(file, written);
        }

        Assert.True(
            File.Exists(file) && File.ReadAllText(file) == written,
            $"{Catalogue} differs from the code: run this test with HUB_APPROVE=1 and review the difference");
    }

    [Fact]
    public void Should_find_one_meaning_for_each_code()
    {
        var all = Lists.SelectMany(list => Read(list.Codes)).ToList();
        Assert.NotEmpty(all);
        Offenders.None(all.GroupBy(e => e.Code).Where(g => g.Count() > 1).Select(g => g.Key));
    }

    /// <summary>A list that nobody added here would be missing from the page and from the test of uniqueness.</summary>
    [Fact]
    public void Should_miss_no_list_of_errors() => Offenders.None(Repository.ProductSources
        .Where(file => file.EndsWith("ErrorCodes.cs", StringComparison.Ordinal))
        .Select(file => Path.GetFileNameWithoutExtension(file))
        .Where(name => Lists.All(list => list.Codes.Name != name)));

    private static IEnumerable<Entry> Read(Type codes) => codes
        .GetFields(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static)
        .OrderBy(field => field.MetadataToken)
        .Select(field => field.GetValue(null))
        .Select(error => error switch
        {
            InfnoError e => new Entry(e.Code, e.Fault.ToString(), e.CanRetry, $"{e.Rule} {e.ChineseRule} ({e.Clause})", e.Fix),
            SoapError e => new Entry(e.Code, e.Party.ToString(), e.RetryHelps, $"{e.Rule} ({e.Clause})", e.Fix),
            Hl7v2Error e => new Entry(e.Code, e.Fault.ToString(), e.CanRetry, $"{e.Rule} {e.ChineseRule} ({e.Clause})", e.Fix),
            RouteError e => new Entry(e.Code, e.Fault.ToString(), e.RetryHelps, e.Rule, e.Fix),
            EdgeError e => new Entry(e.Code, "Sender", e.RetryHelps, e.Rule, e.Fix),
            FrontError e => new Entry(e.Code, "Sender", e.RetryHelps, e.Rule, e.Fix),
            FixedWidthError e => new Entry(e.Code, "Sender", e.RetryHelps, e.Rule, e.Fix),
            FhirError e => new Entry(e.Code, e.Status >= 500 ? "Hub" : "Sender", e.RetryHelps, $"{e.Rule} {e.ChineseRule}", e.Fix),
            BankError e => new Entry(e.Code, e.Fault.ToString(), e.RetryHelps, $"{e.Rule} ({e.Clause})", e.Fix),
            PaymentError e => new Entry(e.Code, Officer, false, e.Rule, e.Fix),
            ConsoleProblem e => new Entry(e.Code, Officer, e.Status == 429, e.Rule, e.Fix),
            _ => null,
        })
        .OfType<Entry>();

    private static string Write()
    {
        var text = new StringBuilder(
            """
            # Error catalogue

            Every error a partner or an officer can see, in the order in which a message meets the checks. On the wire: `infcode` not zero, and
            `err_msg` begins with the code in brackets; for officers problem+json with `code`; for banks' files the reason in the console. "Retry" says whether the same step may pass later without a change; a settlement whose outcome is open is
            never sent anew, whatever the code: send the same bytes again, or query 5203. Written from the code by
            `tests/architecture/ErrorCatalogueTests.cs`; do not edit.

            """);
        foreach (var (title, codes) in Lists)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"""

                ## {title}

                | code | whose fault | retry | rule | what to do |
                |---|---|---|---|---|

                """);
            foreach (var entry in Read(codes))
            {
                text.Append(CultureInfo.InvariantCulture, $"| `{entry.Code}` | {WhoOf(entry.Fault)} | {(entry.RetryHelps ? "yes" : "no")} | {Cell(entry.Rule)} | {Cell(entry.Fix)} |\n");
            }
        }

        return text.ToString();
    }

    private static string WhoOf(string fault) => fault switch
    {
        "Sender" => "sender",
        "Core" => "core or bank",
        "Bank" => "bank",
        "Payer" => "who ordered the payment",
        Officer => "officer",
        _ => "hub",
    };

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}
