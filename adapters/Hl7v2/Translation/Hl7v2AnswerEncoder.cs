using System.Globalization;
using Hub.Adapters.Hl7v2.Wire;
using Hub.Canonical;
using Hub.Canonical.Messages;
using Hub.Journal;

namespace Hub.Adapters.Hl7v2.Translation;

/// <summary>
/// Canonical answers as acknowledgements (ACK) and query responses (RSP). Results have no place in the standard's segments, so they stand in
/// Z segments, which README lists. Pure: the same reply to the same message at the same time gives the same bytes.
/// </summary>
public sealed class Hl7v2AnswerEncoder : IAnswerEncoder
{
    public string Channel => Hl7v2Adapter.Channel;

    public ReadOnlyMemory<byte> Encode(ReplyAddress to, object reply, DateTimeOffset answeredAt)
    {
        ArgumentNullException.ThrowIfNull(to);
        var hint = AnswerHint.Read(to.AnswerHint);
        var refused = reply as Refused;
        return AckWriter.Write(
            hint.Header, refused is null ? "AA" : "AE", refused is null ? [] : [Note(refused)], answeredAt, Structure(hint.Header),
            rest: text => Rest(text, hint, reply));
    }

    /// <summary>A refusal or a notice at the door, to be kept as the answer.</summary>
    internal static byte[] Encode(string answerHint, string code, IReadOnlyList<AckNote> notes, DateTimeOffset at)
    {
        var hint = AnswerHint.Read(answerHint);
        return AckWriter.Write(
            hint.Header, code, notes, at, code[0] == 'C' ? "" : Structure(hint.Header),
            rest: text =>
            {
                if (hint.QueryTag.Length > 0 && code[0] != 'C')
                {
                    Query(text, hint, "AE", 0);
                }

                Receipt(text, hint);
            });
    }

    // K11 answers Q11; the tabular and demographic queries answer with K22. A Z event answers with the like.
    private static string Structure(MessageHeader header) => header is not { Code: "QBP" } ? "" : header.Event switch
    {
        "Q11" or "Z11" => "RSP^K11^RSP_K11",
        _ => "RSP^K22^RSP_K21",
    };

    private static AckNote Note(Refused refused)
    {
        var text = refused.Text + (string.IsNullOrEmpty(refused.CoreText) ? "" : ": " + refused.CoreText);
        return new AckNote(207, "E", refused.Code, refused.Text, text);
    }

    private static void Rest(SegmentText text, AnswerHint hint, object reply)
    {
        if (hint.Header.Code == "QBP")
        {
            var found = reply switch
            {
                PersonIdentified => 1,
                InquiryAnswered answered => answered.Extensions.Count > 0 ? 1 : 0,
                _ => 0,
            };
            Query(text, hint, reply is Refused ? "AE" : found > 0 ? "OK" : "NF", found);
        }

        switch (reply)
        {
            case EncounterOpened opened:
                text.Add("ZAE", opened.EncounterId, opened.PersonNumber, opened.VisitNumber);
                Rows(text, opened.Extensions);
                break;
            case FeeLinesPriced priced:
                Lines(text, priced.Lines);
                Rows(text, priced.Extensions);
                break;
            case Adjudicated adjudicated:
                Results.Write(text, adjudicated.Adjudication);
                Lines(text, adjudicated.Adjudication.Lines);
                Rows(text, adjudicated.Extensions);
                break;
            case PersonIdentified person:
                Person(text, person);
                break;
            case InquiryAnswered answered:
                if (answered.Settlement is { } settlement)
                {
                    Results.Write(text, settlement);
                }

                Rows(text, answered.Extensions);
                break;
            case Acknowledged acknowledged:
                Rows(text, acknowledged.Extensions);
                break;
        }

        Receipt(text, hint);
    }

    private static void Receipt(SegmentText text, AnswerHint hint) => text.Add("ZRC", "/receipts/" + hint.ReceiptDigest);

    private static void Query(SegmentText text, AnswerHint hint, string status, int count)
    {
        text.Add("QAK", hint.QueryTag, status, new Hl7Field(hint.QueryName, IsReady: true), Number(count));
        text.Add("QPD", new Hl7Field(hint.QueryName, IsReady: true), hint.QueryTag);
    }

    private static void Person(SegmentText text, PersonIdentified identified)
    {
        var p = identified.Person;
        var ids = new List<Hl7Field>();
        if (p.Number is { Length: > 0 } number)
        {
            ids.Add(text.Composite(number, "", "", "NHSA", "PSN"));
        }

        if (p.DocumentNumber is { Length: > 0 } document)
        {
            ids.Add(text.Composite(document, "", "", "", p.DocumentType == DocumentTypes.ResidentIdCard ? "NI" : "ID"));
        }

        var gender = p.Gender switch
        {
            Genders.Male => "M",
            Genders.Female => "F",
            null => "",
            Genders.Unknown => "U",
            _ => "O",
        };
        text.Add(
            "PID", "1", "", text.Repeated(ids), "", text.Composite(p.Name ?? ""), "", p.BirthDate?.ToString("yyyyMMdd", CultureInfo.InvariantCulture), gender);
        for (var i = 0; i < identified.Coverages.Count; i++)
        {
            var c = identified.Coverages[i];
            text.Add(
                "IN1", Number(i + 1), c.InsuranceType, c.InsuredDivision, "", "", "", "", "", "", "", c.Employer,
                c.Since?.ToString("yyyyMMdd", CultureInfo.InvariantCulture), c.PausedSince?.ToString("yyyyMMdd", CultureInfo.InvariantCulture));
            text.Add(
                "ZCV", Number(i + 1), c.InsuranceType, c.Status, c.AccountBalance.ToString(), c.PersonCategory, c.CivilServant ? "Y" : "N", c.InsuredDivision);
        }

        Rows(text, identified.Extensions);
    }

    private static void Lines(SegmentText text, IReadOnlyList<PricedLine> lines)
    {
        for (var i = 0; i < lines.Count; i++)
        {
            var l = lines[i];
            text.Add(
                "ZAP", Number(i + 1), l.SerialNumber, l.Amount.ToString(), l.SelfPaid.ToString(), l.AbovePriceLimit.ToString(), l.PaidFirst.ToString(),
                l.InPolicy.ToString());
        }
    }

    private static void Rows(SegmentText text, IReadOnlyList<Extension> extensions)
    {
        foreach (var e in extensions)
        {
            text.Add("ZAX", e.Node, Number(e.Row), e.Name, e.Value);
        }
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
