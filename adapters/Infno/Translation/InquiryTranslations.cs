using Hub.Canonical;
using Hub.Canonical.Messages;

namespace Hub.Adapters.Infno.Translation;

/// <summary>1101 人员信息获取.</summary>
internal sealed class IdentifyTranslation : Translation<IdentifyPerson, PersonIdentified>
{
    protected override IdentifyPerson Read(string infno, Origin origin, BodyReading input)
    {
        var row = input.Row("data");
        return new IdentifyPerson
        {
            Origin = origin,
            Credential = Persons.ReadCredential(row),
            Person = Persons.Read(row),
            Extensions = input.Rest(),
        };
    }

    protected override void Write(IdentifyPerson command, BodyWriting input)
    {
        var row = input.NewRow("data");
        Persons.Write(command.Credential, row);
        Persons.Write(command.Person, row);
        input.Add(command.Extensions);
    }

    protected override PersonIdentified ReadAnswer(string infno, BodyReading output)
    {
        var coverages = new List<Coverage>();
        foreach (var row in output.Rows("insuinfo"))
        {
            coverages.Add(new Coverage
            {
                InsuranceType = row.Need("insutype"),
                PersonCategory = row.Text("psn_type"),
                Status = row.Text("psn_insu_stas"),
                Since = row.Date("psn_insu_date"),
                PausedSince = row.Date("paus_insu_date"),
                CivilServant = row.Flag("cvlserv_flag"),
                InsuredDivision = row.Text("insuplc_admdvs"),
                AccountBalance = row.Money("balc"),
                Employer = row.Text("emp_name"),
            });
        }

        return new PersonIdentified
        {
            Person = Persons.Read(output.Row("baseinfo")),
            Coverages = coverages,
            Extensions = output.Rest(),
        };
    }

    protected override void WriteAnswer(string infno, PersonIdentified reply, BodyWriting output)
    {
        Persons.Write(reply.Person, output.NewRow("baseinfo"));
        foreach (var coverage in reply.Coverages)
        {
            var row = output.NewRow("insuinfo");
            row.Set("insutype", coverage.InsuranceType);
            row.Set("psn_type", coverage.PersonCategory);
            row.Set("psn_insu_stas", coverage.Status);
            row.Set("psn_insu_date", coverage.Since);
            row.Set("paus_insu_date", coverage.PausedSince);
            row.Set("cvlserv_flag", coverage.CivilServant ? "1" : "0");
            row.Set("insuplc_admdvs", coverage.InsuredDivision);
            row.Set("balc", coverage.AccountBalance);
            row.Set("emp_name", coverage.Employer);
        }

        output.Add(reply.Extensions);
    }
}

/// <summary>2001, 5201, 5203, 5204, 5206, 5301, 5303: asked with ids, answered with rows.</summary>
internal sealed class InquireTranslation : Translation<Inquire, InquiryAnswered>
{
    protected override Inquire Read(string infno, Origin origin, BodyReading input)
    {
        var row = input.Row("data");
        return new Inquire
        {
            Origin = origin,
            Subject = infno,
            PersonNumber = row.Text("psn_no"),
            EncounterId = row.Text("mdtrt_id"),
            SettlementId = row.Text("setl_id"),
            Extensions = input.Rest(),
        };
    }

    protected override void Write(Inquire command, BodyWriting input)
    {
        var row = input.NewRow("data");
        row.Set("psn_no", command.PersonNumber);
        row.Set("mdtrt_id", command.EncounterId);
        row.Set("setl_id", command.SettlementId);
        input.Add(command.Extensions);
    }

    // The whole answer goes on as extensions; the settlement is read a second time for the sagas that ask for it.
    protected override InquiryAnswered ReadAnswer(string infno, BodyReading output)
    {
        var extensions = output.Rest();
        var found = infno == "5203" && output.Row("setlinfo").Text("setl_id") is not null;
        return new InquiryAnswered
        {
            Settlement = found ? Adjudications.Read(output) : null,
            Extensions = extensions,
        };
    }

    protected override void WriteAnswer(string infno, InquiryAnswered reply, BodyWriting output) => output.Add(reply.Extensions);
}

/// <summary>9001 签到.</summary>
internal sealed class SignInTranslation : Translation<SignIn, SignedIn>
{
    protected override SignIn Read(string infno, Origin origin, BodyReading input) =>
        new() { Origin = origin, OperatorNumber = input.Row("signIn").Need("opter_no"), Extensions = input.Rest() };

    protected override void Write(SignIn command, BodyWriting input)
    {
        input.NewRow("signIn").Set("opter_no", command.OperatorNumber);
        input.Add(command.Extensions);
    }

    protected override SignedIn ReadAnswer(string infno, BodyReading output)
    {
        var row = output.Row("signinoutb");
        return new SignedIn(row.Need("sign_no"), row.Time("sign_time"));
    }

    protected override void WriteAnswer(string infno, SignedIn reply, BodyWriting output)
    {
        var row = output.NewRow("signinoutb");
        row.Set("sign_no", reply.SignInNumber);
        // Typed as a date, carries a time in practice (nhsa.md 9001): the clerk's software shows it.
        row.Set("sign_time", Wire.WireTime.Write(reply.At));
    }
}

/// <summary>9002 签退.</summary>
internal sealed class SignOutTranslation : Translation<SignOut, SignedOut>
{
    protected override SignOut Read(string infno, Origin origin, BodyReading input)
    {
        var row = input.Row("signOut");
        return new SignOut
        {
            Origin = origin,
            OperatorNumber = row.Need("opter_no"),
            SignInNumber = row.Need("sign_no"),
            Extensions = input.Rest(),
        };
    }

    protected override void Write(SignOut command, BodyWriting input)
    {
        var row = input.NewRow("signOut");
        row.Set("opter_no", command.OperatorNumber);
        row.Set("sign_no", command.SignInNumber);
        input.Add(command.Extensions);
    }

    protected override SignedOut ReadAnswer(string infno, BodyReading output) => new(output.Row("sign_time").Time("sign_time"));

    protected override void WriteAnswer(string infno, SignedOut reply, BodyWriting output) =>
        output.NewRow("sign_time").Set("sign_time", Wire.WireTime.Write(reply.At));
}
