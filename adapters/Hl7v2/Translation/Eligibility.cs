using Hub.Adapters.Hl7v2.Wire;
using Hub.Canonical;
using Hub.Canonical.Messages;

namespace Hub.Adapters.Hl7v2.Translation;

/// <summary>
/// QBP^Q11 and QBP^Q22 (also Z11, Z22): who is it and is she insured. Parameters stand in QPD-3 as <c>@PID.3.1^value</c>, repeated, as IHE's
/// demographics query has them, or in a PID segment of the query. With the insurance's person number (type PSN) and an insurance type
/// (<c>@IN1.2</c>) the entitlement is asked (2001), else the person is identified (1101).
/// </summary>
internal static class Eligibility
{
    private const int ParametersMax = 20;

    public static ICommand Read(Hl7Message message, SenderRules rules, Origin origin)
    {
        if (message.Header.Event is not ("Q11" or "Q22" or "Z11" or "Z22"))
        {
            throw Reading.Refuse(Hl7v2ErrorCodes.EventUnsupported, "MSH", 9);
        }

        var qpd = message.Need("QPD");
        qpd.Need(2, 1, 32);
        var pid = message.First("PID") ?? FromParameters(qpd, message.Header);
        var number = Persons.Identifier(pid, rules.PersonNumbers);
        var type = Parameter(qpd, "IN1.2") is { Length: > 0 } said ? said : message.First("IN1")?.Short(2) ?? "";
        if (number is not null && type.Length > 0)
        {
            return new Inquire
            {
                Origin = origin,
                Subject = "2001",
                PersonNumber = number,
                Extensions = [new Extension("data", 0, "insutype", type), .. Commands.Rest(message)],
            };
        }

        var credential = Persons.Credential(pid, rules) ?? throw Reading.Refuse(Hl7v2ErrorCodes.FieldMissing, qpd, 3);
        return new IdentifyPerson
        {
            Origin = origin,
            Credential = credential,
            Person = new Person
            {
                Number = number,
                DocumentType = credential.Type == CredentialTypes.ResidentIdCard ? DocumentTypes.ResidentIdCard : null,
                DocumentNumber = credential.Type == CredentialTypes.ResidentIdCard ? credential.Number : Persons.Identifier(pid, rules.ResidentIds),
                Name = Persons.Name(pid),
                Gender = Persons.Gender(pid),
                BirthDate = Persons.BirthDate(pid),
            },
            Extensions = [.. Commands.Rest(message)],
        };
    }

    // The parameters put where PID has them, so that there is one way of reading a person.
    private static Hl7Segment FromParameters(Hl7Segment qpd, MessageHeader header)
    {
        string[] fields = ["", "", "", "", "", "", "", "", ""];
        var text = new SegmentText(header.Delimiters);
        string Of(string name) => Parameter(qpd, name);
        fields[3] = text.Composite(Or(Of("PID.3.1"), Of("PID.3")), Of("PID.3.2"), "", Of("PID.3.4"), Of("PID.3.5")).Text;
        fields[5] = text.Composite(Or(Of("PID.5.1"), Of("PID.5")), Of("PID.5.2")).Text;
        fields[7] = text.Composite(Or(Of("PID.7"), Of("PID.7.1"))).Text;
        fields[8] = text.Composite(Of("PID.8")).Text;
        fields[0] = "PID";
        return new Hl7Segment(string.Join(header.Delimiters.Field, fields), 1, header.Delimiters, header.Charset);
    }

    private static string Parameter(Hl7Segment qpd, string name)
    {
        var count = qpd.Repetitions(3);
        if (count > ParametersMax)
        {
            throw Reading.Refuse(Hl7v2ErrorCodes.TooManyFields, qpd, 3);
        }

        for (var i = 1; i <= count; i++)
        {
            if (qpd.Short(3, 1, 40, i) is var said && (said == "@" + name || said == name))
            {
                return qpd.Short(3, 2, 200, i);
            }
        }

        return "";
    }

    private static string Or(string first, string second) => first.Length > 0 ? first : second;
}
