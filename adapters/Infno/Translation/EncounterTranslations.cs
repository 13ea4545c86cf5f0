using Hub.Canonical.Messages;

namespace Hub.Adapters.Infno.Translation;

/// <summary>2201 门诊挂号.</summary>
internal sealed class RegisterTranslation : Translation<RegisterEncounter, EncounterOpened>
{
    protected override RegisterEncounter Read(string infno, Origin origin, BodyReading input)
    {
        var row = input.Row("data");
        return new RegisterEncounter
        {
            Origin = origin,
            Person = Persons.Read(row),
            Credential = Persons.ReadCredential(row),
            InsuranceType = row.Need("insutype"),
            BeginsAt = row.Time("begntime"),
            VisitNumber = row.Need("ipt_otp_no"),
            DepartmentCode = row.Need("dept_code"),
            DepartmentName = row.Need("dept_name"),
            Extensions = input.Rest(),
        };
    }

    protected override void Write(RegisterEncounter command, BodyWriting input)
    {
        var row = input.NewRow("data");
        Persons.Write(command.Person, row);
        Persons.Write(command.Credential, row);
        row.Set("insutype", command.InsuranceType);
        row.Set("begntime", command.BeginsAt);
        row.Set("ipt_otp_no", command.VisitNumber);
        row.Set("dept_code", command.DepartmentCode);
        row.Set("dept_name", command.DepartmentName);
        input.Add(command.Extensions);
    }

    protected override EncounterOpened ReadAnswer(string infno, BodyReading output)
    {
        var row = output.Row("data");
        return new EncounterOpened
        {
            EncounterId = row.Need("mdtrt_id"),
            PersonNumber = row.Text("psn_no"),
            VisitNumber = row.Text("ipt_otp_no"),
            Extensions = output.Rest(),
        };
    }

    protected override void WriteAnswer(string infno, EncounterOpened reply, BodyWriting output)
    {
        var row = output.NewRow("data");
        row.Set("mdtrt_id", reply.EncounterId);
        row.Set("psn_no", reply.PersonNumber);
        row.Set("ipt_otp_no", reply.VisitNumber);
        output.Add(reply.Extensions);
    }
}

/// <summary>2202 门诊挂号撤销.</summary>
internal sealed class CancelRegistrationTranslation : AcknowledgedTranslation<CancelRegistration>
{
    protected override CancelRegistration Read(string infno, Origin origin, BodyReading input)
    {
        var row = input.Row("data");
        return new CancelRegistration
        {
            Origin = origin,
            EncounterId = row.Need("mdtrt_id"),
            PersonNumber = row.Need("psn_no"),
            VisitNumber = row.Need("ipt_otp_no"),
            Extensions = input.Rest(),
        };
    }

    protected override void Write(CancelRegistration command, BodyWriting input)
    {
        var row = input.NewRow("data");
        row.Set("mdtrt_id", command.EncounterId);
        row.Set("psn_no", command.PersonNumber);
        row.Set("ipt_otp_no", command.VisitNumber);
        input.Add(command.Extensions);
    }
}

/// <summary>2203 门诊就诊信息上传.</summary>
internal sealed class RecordVisitTranslation : AcknowledgedTranslation<RecordVisit>
{
    protected override RecordVisit Read(string infno, Origin origin, BodyReading input)
    {
        var row = input.Row("mdtrtinfo");
        return new RecordVisit
        {
            Origin = origin,
            EncounterId = row.Need("mdtrt_id"),
            PersonNumber = row.Need("psn_no"),
            MedicalCategory = row.Need("med_type"),
            BeginsAt = row.Time("begntime"),
            Diagnoses = Persons.ReadDiagnoses(input),
            Extensions = input.Rest(),
        };
    }

    protected override void Write(RecordVisit command, BodyWriting input)
    {
        var row = input.NewRow("mdtrtinfo");
        row.Set("mdtrt_id", command.EncounterId);
        row.Set("psn_no", command.PersonNumber);
        row.Set("med_type", command.MedicalCategory);
        row.Set("begntime", command.BeginsAt);
        Persons.Write(command.Diagnoses, input);
        input.Add(command.Extensions);
    }
}

/// <summary>2401 入院办理. Its document type field is cert_type, its person has no name.</summary>
internal sealed class AdmitTranslation : Translation<AdmitPatient, EncounterOpened>
{
    protected override AdmitPatient Read(string infno, Origin origin, BodyReading input)
    {
        var row = input.Row("mdtrtinfo");
        return new AdmitPatient
        {
            Origin = origin,
            Person = Persons.Read(row, "cert_type"),
            Credential = Persons.ReadCredential(row),
            InsuranceType = row.Need("insutype"),
            MedicalCategory = row.Need("med_type"),
            BeginsAt = row.Time("begntime"),
            VisitNumber = row.Need("ipt_no"),
            Diagnoses = Persons.ReadDiagnoses(input),
            Extensions = input.Rest(),
        };
    }

    protected override void Write(AdmitPatient command, BodyWriting input)
    {
        var row = input.NewRow("mdtrtinfo");
        Persons.Write(command.Person, row, "cert_type");
        Persons.Write(command.Credential, row);
        row.Set("insutype", command.InsuranceType);
        row.Set("med_type", command.MedicalCategory);
        row.Set("begntime", command.BeginsAt);
        row.Set("ipt_no", command.VisitNumber);
        Persons.Write(command.Diagnoses, input);
        input.Add(command.Extensions);
    }

    protected override EncounterOpened ReadAnswer(string infno, BodyReading output) =>
        new() { EncounterId = output.Row("result").Need("mdtrt_id"), Extensions = output.Rest() };

    protected override void WriteAnswer(string infno, EncounterOpened reply, BodyWriting output)
    {
        output.NewRow("result").Set("mdtrt_id", reply.EncounterId);
        output.Add(reply.Extensions);
    }
}

/// <summary>2402 出院办理.</summary>
internal sealed class DischargeTranslation : AcknowledgedTranslation<DischargePatient>
{
    protected override DischargePatient Read(string infno, Origin origin, BodyReading input)
    {
        var row = input.Row("dscginfo");
        return new DischargePatient
        {
            Origin = origin,
            EncounterId = row.Need("mdtrt_id"),
            PersonNumber = row.Need("psn_no"),
            EndsAt = row.Time("endtime"),
            Diagnoses = Persons.ReadDiagnoses(input),
            Extensions = input.Rest(),
        };
    }

    protected override void Write(DischargePatient command, BodyWriting input)
    {
        var row = input.NewRow("dscginfo");
        row.Set("mdtrt_id", command.EncounterId);
        row.Set("psn_no", command.PersonNumber);
        row.Set("endtime", command.EndsAt);
        Persons.Write(command.Diagnoses, input);
        input.Add(command.Extensions);
    }
}

/// <summary>2403 住院信息变更 (node adminfo), 2404 入院撤销 and 2405 出院撤销 (node data).</summary>
internal sealed class AmendAdmissionTranslation : AcknowledgedTranslation<AmendAdmission>
{
    protected override AmendAdmission Read(string infno, Origin origin, BodyReading input)
    {
        var row = input.Row(infno == "2403" ? "adminfo" : "data");
        return new AmendAdmission
        {
            Origin = origin,
            Step = infno switch
            {
                "2403" => AdmissionStep.Change,
                "2404" => AdmissionStep.CancelAdmission,
                _ => AdmissionStep.CancelDischarge,
            },
            EncounterId = row.Need("mdtrt_id"),
            PersonNumber = row.Need("psn_no"),
            Diagnoses = Persons.ReadDiagnoses(input),
            Extensions = input.Rest(),
        };
    }

    protected override void Write(AmendAdmission command, BodyWriting input)
    {
        var row = input.NewRow(command.Step == AdmissionStep.Change ? "adminfo" : "data");
        row.Set("mdtrt_id", command.EncounterId);
        row.Set("psn_no", command.PersonNumber);
        Persons.Write(command.Diagnoses, input);
        input.Add(command.Extensions);
    }
}
