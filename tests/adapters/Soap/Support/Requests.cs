using System.Globalization;
using System.Security;
using Hub.Adapters.Soap.Wire;
using Hub.Certs.XmlSignatures;

namespace Hub.Adapters.Soap.Tests.Support;

/// <summary>Synthetic requests.</summary>
internal static class Requests
{
    public const string Person = "<Person><DocumentType>01</DocumentType><DocumentNumber>11010519491231002X</DocumentNumber><Name>测试甲</Name></Person>";
    public const string Credential = "<Credential><Type>02</Type><Number>11010519491231002X</Number></Credential>";
    public const string Diagnosis = "<Diagnosis><Type>1</Type><Rank>1</Rank><Code>J00.x00</Code><Name>急性鼻咽炎</Name></Diagnosis>";
    public const string FeeLine = "<FeeLine><SerialNumber>1</SerialNumber><CatalogueCode>XJ01CAA040A001010100483</CatalogueCode><InstitutionCode>A1</InstitutionCode>"
        + "<OccurredAt>2026-11-28T09:30:00</OccurredAt><Quantity>2</Quantity><UnitPrice>6.17</UnitPrice><Amount>12.34</Amount></FeeLine>";

    public const string SubmitClaim = "<Setting>Outpatient</Setting><VisitNumber>V1</VisitNumber>" + Person + Credential
        + "<InsuranceType>310</InsuranceType><MedicalCategory>11</MedicalCategory><BeginsAt>2026-11-28T09:00:00</BeginsAt><DepartmentCode>03</DepartmentCode>"
        + "<DepartmentName>内科</DepartmentName>" + Diagnosis + FeeLine + "<Total>12.34</Total><UsePersonalAccount>true</UsePersonalAccount>";

    /// <summary>Every operation with a content that the schema takes.</summary>
    public static IReadOnlyDictionary<string, string> Operations { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["IdentifyPerson"] = Credential + Person,
        ["Inquire"] = "<Subject>5203</Subject><EncounterId>M1</EncounterId><PersonNumber>P1</PersonNumber><SettlementId>S1</SettlementId>",
        ["RegisterEncounter"] = Person + Credential + "<InsuranceType>310</InsuranceType><BeginsAt>2026-11-28T09:00:00</BeginsAt><VisitNumber>V1</VisitNumber>",
        ["CancelRegistration"] = "<EncounterId>M1</EncounterId><VisitNumber>V1</VisitNumber><PersonNumber>P1</PersonNumber>",
        ["RecordVisit"] = "<VisitNumber>V1</VisitNumber><MedicalCategory>11</MedicalCategory><BeginsAt>2026-11-28T09:00:00</BeginsAt>" + Diagnosis,
        ["AdmitPatient"] = Person + Credential + "<InsuranceType>310</InsuranceType><MedicalCategory>21</MedicalCategory><BeginsAt>2026-11-28T09:00:00+08:00</BeginsAt>"
            + "<VisitNumber>I1</VisitNumber>" + Diagnosis,
        ["DischargePatient"] = "<EncounterId>M1</EncounterId><EndsAt>2026-11-28T09:00:00</EndsAt>" + Diagnosis,
        ["AmendAdmission"] = "<Step>CancelDischarge</Step><EncounterId>M1</EncounterId>",
        ["AddFeeLines"] = "<Setting>Inpatient</Setting><VisitNumber>I1</VisitNumber>" + FeeLine,
        ["RemoveFeeLines"] = "<Setting>Inpatient</Setting><EncounterId>M1</EncounterId><SerialNumber>1</SerialNumber><SerialNumber>2</SerialNumber>",
        ["Settle"] = "<Setting>Outpatient</Setting><EncounterId>M1</EncounterId>" + Person + Credential
            + "<InsuranceType>310</InsuranceType><MedicalCategory>11</MedicalCategory><Total>12.34</Total><BatchNumber>B1</BatchNumber>",
        ["TrySettle"] = "<Setting>Pharmacy</Setting>" + Person + Credential + "<InsuranceType>310</InsuranceType><Total>12.34</Total>" + FeeLine,
        ["SubmitClaim"] = SubmitClaim,
        ["TryClaim"] = SubmitClaim,
        ["CancelSettlement"] = "<Setting>Outpatient</Setting><SettlementId>S1</SettlementId><EncounterId>M1</EncounterId><PersonNumber>P1</PersonNumber>",
        ["ReverseMessage"] = "<PersonNumber>P1</PersonNumber><OriginalMessageId>M-0</OriginalMessageId><OriginalKind>Settle</OriginalKind>",
        ["SubmitSettlementList"] = "<SettlementId>S1</SettlementId><EncounterId>M1</EncounterId><PersonNumber>P1</PersonNumber>"
            + "<Extension Node=\"setlinfo\" Name=\"bill_code\">1</Extension>",
        ["ReconcileTotals"] = "<InsuranceType>310</InsuranceType><ClearingType>11</ClearingType><SettlementAgency>430100</SettlementAgency><From>2026-11-01</From>"
            + "<To>2026-11-30</To><Total>12.34</Total><FundTotal>0.00</FundTotal><PersonalAccount>0</PersonalAccount><Count>1</Count>",
        ["SignIn"] = "<OperatorNumber>01</OperatorNumber>",
        ["SignOut"] = "<OperatorNumber>01</OperatorNumber><SignInNumber>S</SignInNumber>",
    };

    public static string Typed(string operation, string messageId = "M-1", string? content = null, string header = "") =>
        $"<{operation} xmlns=\"{SoapNames.Hub}\"><Header><MessageId>{messageId}</MessageId><InstitutionCode>{Door.Institution}</InstitutionCode>"
        + $"<TreatmentDivision>430100</TreatmentDivision>{header}</Header>{content ?? Operations[operation]}</{operation}>";

    public static string Call(string function, string xml, string operation = "CallService", string first = "funcId", string second = "xml") =>
        $"<{operation} xmlns=\"{SoapNames.Legacy}\"><{first}>{function}</{first}><{second}>{SecurityElement.Escape(xml)}</{second}></{operation}>";

    public static string Inner(string function, string input, string messageId = "M-1") =>
        $"<request><infno>{function}</infno><msgid>{messageId}</msgid><mdtrtarea_admvs>430100</mdtrtarea_admvs><fixmedins_code>{Door.Institution}</fixmedins_code>"
        + $"<opter_type>1</opter_type><opter>0001</opter><inf_time>2026-11-28 12:00:00</inf_time><input>{input}</input></request>";

    public static string Envelope(string content, string header = "", bool isSoap12 = false) =>
        $"<s:Envelope xmlns:s=\"{(isSoap12 ? SoapNames.Envelope12 : SoapNames.Envelope11)}\"><s:Header>{header}</s:Header><s:Body>{content}</s:Body></s:Envelope>";

    /// <summary>An envelope signed as clients sign: Body and Timestamp, the certificate as a token.</summary>
    public static string Signed(string content, Keys keys, DateTimeOffset created, bool isSoap12 = false, bool hasTimestamp = true, bool signTimestamp = true)
    {
        const string Mark = "<!--signature-->";
        var timestamp = !hasTimestamp ? "" : $"<wsu:Timestamp wsu:Id=\"ts\"><wsu:Created>{Moment(created)}</wsu:Created><wsu:Expires>{Moment(created.AddMinutes(5))}</wsu:Expires></wsu:Timestamp>";
        var token = keys.CertificateBase64.Length == 0 ? "" : $"<wsse:BinarySecurityToken wsu:Id=\"x509\" ValueType=\"{SoapNames.X509Token}\">{keys.CertificateBase64}</wsse:BinarySecurityToken>";
        var keyInfo = keys.CertificateBase64.Length == 0
            ? "<ds:KeyName>k</ds:KeyName>"
            : $"<wsse:SecurityTokenReference xmlns:wsse=\"{SoapNames.Wsse}\"><wsse:Reference URI=\"#x509\"/></wsse:SecurityTokenReference>";
        var security = $"<wsse:Security xmlns:wsse=\"{SoapNames.Wsse}\" xmlns:wsu=\"{SoapNames.Wsu}\" s:mustUnderstand=\"1\">{timestamp}{token}{Mark}</wsse:Security>";
        var text = Envelope(content, security, isSoap12).Replace("<s:Body>", $"<s:Body xmlns:wsu=\"{SoapNames.Wsu}\" wsu:Id=\"b\">", StringComparison.Ordinal);
        var root = XmlTreeReader.Read(text, new XmlTreeLimits());
        var parts = new List<XmlTreeElement> { root.Elements.Last() };
        if (hasTimestamp && signTimestamp)
        {
            parts.Add(root.Elements.First().Elements.First().Elements.First());
        }

        return text.Replace(Mark, XmlSigner.Sign(keys.Key, parts, keyInfo), StringComparison.Ordinal);
    }

    public static string User(string name, string password, byte[] nonce, DateTimeOffset created)
    {
#pragma warning disable CA5350 // The profile prescribes it.
        var digest = System.Security.Cryptography.SHA1.HashData([.. nonce, .. System.Text.Encoding.UTF8.GetBytes(Moment(created) + password)]);
#pragma warning restore CA5350
        return $"<wsse:Security xmlns:wsse=\"{SoapNames.Wsse}\" xmlns:wsu=\"{SoapNames.Wsu}\"><wsse:UsernameToken><wsse:Username>{name}</wsse:Username>"
            + $"<wsse:Password Type=\"{SoapNames.PasswordDigest}\">{Convert.ToBase64String(digest)}</wsse:Password><wsse:Nonce>{Convert.ToBase64String(nonce)}</wsse:Nonce>"
            + $"<wsu:Created>{Moment(created)}</wsu:Created></wsse:UsernameToken></wsse:Security>";
    }

    private static string Moment(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
