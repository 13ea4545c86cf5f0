using System.Globalization;
using Hub.Adapters.Soap.Wire;
using Hub.Canonical;
using Hub.Canonical.Messages;

namespace Hub.Adapters.Soap.Translation;

/// <summary>Canonical answers as rows of the national dictionary, out of which both the typed answer and that of CallService are made. Pure.</summary>
internal static class ReplyRows
{
    /// <param name="reply">A canonical answer that is no refusal.</param>
    /// <param name="node">Node of an opened encounter, of priced lines or of times, as the function's answer has it.</param>
    public static RowSet Of(object reply, string node)
    {
        var rows = new RowSet();
        switch (reply)
        {
            case EncounterOpened opened:
                rows.Add(node).Set("mdtrt_id", opened.EncounterId).Set("psn_no", opened.PersonNumber).Set("ipt_otp_no", opened.VisitNumber);
                Add(rows, opened.Extensions);
                break;
            case Acknowledged acknowledged:
                Add(rows, acknowledged.Extensions);
                break;
            case FeeLinesPriced priced:
                Add(rows, priced.Lines, "result");
                Add(rows, priced.Extensions);
                break;
            case Adjudicated adjudicated:
                Adjudications.Add(rows, adjudicated.Adjudication);
                Add(rows, adjudicated.Adjudication.Lines, "detlcutinfo");
                Add(rows, adjudicated.Extensions);
                break;
            case PersonIdentified identified:
                Person(rows.Add("baseinfo"), identified.Person);
                Coverages(rows, identified.Coverages);
                Add(rows, identified.Extensions);
                break;
            case InquiryAnswered answered:
                if (answered.Settlement is { } settlement)
                {
                    Adjudications.Add(rows, settlement);
                }

                Add(rows, answered.Extensions);
                break;
            case SignedIn signedIn:
                rows.Add(node).Set("sign_no", signedIn.SignInNumber).Set("sign_time", Moment(signedIn.At));
                break;
            case SignedOut signedOut:
                rows.Add(node).Set("sign_time", Moment(signedOut.At));
                break;
            case TotalsCompared totals:
                rows.Add(node).Set("setl_optins", totals.SettlementAgency).Set("stmt_rslt", totals.Balanced ? "0" : "1")
                    .Set("balanced", totals.Balanced ? "1" : "0").Set("stmt_rslt_dscr", totals.Text);
                break;
            default:
                throw new ArgumentException("No answer of the SOAP service: " + reply.GetType().Name, nameof(reply));
        }

        return rows;
    }

    internal static string? Moment(DateTime? moment) => moment?.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    private static void Person(Row row, Person person) => row
        .Set("psn_no", person.Number)
        .Set("psn_cert_type", person.DocumentType)
        .Set("certno", person.DocumentNumber)
        .Set("psn_name", person.Name)
        .Set("gend", person.Gender)
        .Set("naty", person.EthnicGroup)
        .Set("brdy", Day(person.BirthDate))
        .Set("age", person.Age?.ToString(CultureInfo.InvariantCulture));

    private static void Coverages(RowSet rows, IReadOnlyList<Coverage> coverages)
    {
        foreach (var coverage in coverages)
        {
            rows.Add("insuinfo")
                .Set("insutype", coverage.InsuranceType)
                .Set("psn_type", coverage.PersonCategory)
                .Set("psn_insu_stas", coverage.Status)
                .Set("psn_insu_date", Day(coverage.Since))
                .Set("paus_insu_date", Day(coverage.PausedSince))
                .Set("cvlserv_flag", coverage.CivilServant ? "1" : "0")
                .Set("insuplc_admdvs", coverage.InsuredDivision)
                .Set("balc", coverage.AccountBalance.ToString())
                .Set("emp_name", coverage.Employer);
        }
    }

    private static void Add(RowSet rows, IReadOnlyList<PricedLine> lines, string node)
    {
        foreach (var line in lines)
        {
            rows.Add(node)
                .Set("feedetl_sn", line.SerialNumber)
                .Set("det_item_fee_sumamt", line.Amount.ToString())
                .Set("fulamt_ownpay_amt", line.SelfPaid.ToString())
                .Set("overlmt_amt", line.AbovePriceLimit.ToString())
                .Set("preselfpay_amt", line.PaidFirst.ToString())
                .Set("inscp_scp_amt", line.InPolicy.ToString());
        }
    }

    private static void Add(RowSet rows, IReadOnlyList<Extension> extensions)
    {
        foreach (var extension in extensions)
        {
            rows.Loose.Add(new LooseField(extension.Node, extension.Row, extension.Name, XmlCharacters.Clean(extension.Value)));
        }
    }

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
