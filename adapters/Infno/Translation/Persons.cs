using Hub.Canonical;

namespace Hub.Adapters.Infno.Translation;

/// <summary>The fields that name a person and her credential; the same words in almost every transaction.</summary>
internal static class Persons
{
    public static Person Read(RowReading row, string documentType = "psn_cert_type") => new()
    {
        Number = row.Text("psn_no"),
        DocumentType = row.Text(documentType),
        DocumentNumber = row.Text("certno"),
        Name = row.Text("psn_name"),
        Gender = row.Text("gend"),
        EthnicGroup = row.Text("naty"),
        BirthDate = row.Date("brdy"),
        Age = row.NumberOrNull("age"),
    };

    public static void Write(Person person, RowWriting row, string documentType = "psn_cert_type")
    {
        row.Set("psn_no", person.Number);
        row.Set(documentType, person.DocumentType);
        row.Set("certno", person.DocumentNumber);
        row.Set("psn_name", person.Name);
        row.Set("gend", person.Gender);
        row.Set("naty", person.EthnicGroup);
        row.Set("brdy", person.BirthDate);
        row.Set("age", person.Age);
    }

    public static Credential ReadCredential(RowReading row) => new()
    {
        Type = row.Need("mdtrt_cert_type"),
        Number = row.Need("mdtrt_cert_no"),
        CardSerial = row.Text("card_sn"),
    };

    public static void Write(Credential credential, RowWriting row)
    {
        row.Set("mdtrt_cert_type", credential.Type);
        row.Set("mdtrt_cert_no", credential.Number);
        row.Set("card_sn", credential.CardSerial);
    }

    public static IReadOnlyList<Diagnosis> ReadDiagnoses(BodyReading input)
    {
        var diagnoses = new List<Diagnosis>();
        foreach (var row in input.Rows("diseinfo"))
        {
            diagnoses.Add(new Diagnosis
            {
                Type = row.Need("diag_type"),
                Rank = row.Integer("diag_srt_no"),
                Code = row.Need("diag_code"),
                Name = row.Need("diag_name"),
                Valid = row.Text("vali_flag") != "0",
            });
        }

        return diagnoses;
    }

    /// <summary>vali_flag is a field of 2203 only; elsewhere a diagnosis is valid by being there.</summary>
    public static void Write(IReadOnlyList<Diagnosis> diagnoses, BodyWriting input)
    {
        foreach (var diagnosis in diagnoses)
        {
            var row = input.NewRow("diseinfo");
            row.Set("diag_type", diagnosis.Type);
            row.Set("diag_srt_no", diagnosis.Rank);
            row.Set("diag_code", diagnosis.Code);
            row.Set("diag_name", diagnosis.Name);
            row.Set("vali_flag", diagnosis.Valid ? "1" : "0");
        }
    }
}
